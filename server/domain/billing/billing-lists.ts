import { z } from 'zod'
import { pagingFields } from '../paging.ts'
import { SUBSCRIPTION_STATUSES } from './subscription-status.ts'

export const allSubscriptionsInput = z.object({
  ...pagingFields,
  /** A PayPal subscription's id, an owner's callsign or a region's name, in full. */
  text: z.string().trim().max(100).optional(),
  status: z.enum(SUBSCRIPTION_STATUSES).optional(),
})
export type AllSubscriptionsInput = z.output<typeof allSubscriptionsInput>
