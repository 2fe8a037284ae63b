import { z } from 'zod'
import { TREATY_TYPES } from './treaty-types.ts'

/** `terms` are read by `parseTreatyTerms`, which knows the type. */
export const proposeTreatyInput = z.object({
  partnerRegionId: z.uuid('The partner must be the id of a region.'),
  treatyType: z.enum(TREATY_TYPES, `The treaty type must be one of ${TREATY_TYPES.join(', ')}.`),
  terms: z.record(z.string(), z.unknown(), 'The terms must be an object.').default({}),
})
