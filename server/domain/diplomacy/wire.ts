import { z } from 'zod'
import { TREATY_TERMS } from './treaty-terms.ts'
import { TREATY_STATUSES, TREATY_TYPES } from './treaty-types.ts'

const party = z.object({ id: z.uuid(), name: z.string() })

/** Terms of a request, of any type: the rules of the type say which of them it has. */
export const treatyTermsWire = z.object({
  ...TREATY_TERMS.trade_agreement.partial().shape,
  ...TREATY_TERMS.open_borders.partial().shape,
})

/** A treaty in REST (DESIGN.md §4). */
export const treatyWire = z.object({
  id: z.uuid(),
  /** The region that offered it. */
  regionA: party,
  regionB: party,
  treatyType: z.enum(TREATY_TYPES),
  /** By type: `durationDays`, `taxRelief` (fraction), `residence`. */
  terms: z.record(z.string(), z.union([z.number(), z.boolean(), z.null()])),
  status: z.enum(TREATY_STATUSES),
  /** In force since. */
  signedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
})
export type TreatyWire = z.infer<typeof treatyWire>
