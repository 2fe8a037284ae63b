import { z } from 'zod'
import { pageOf } from '../paging.ts'
import { count } from '../wire-fields.ts'

/** What somebody gets for a ballot. */
export const ballotReceiptWire = z.object({
  /** Proves the ballot in the published record; new whenever the ballot changes. */
  receipt: z.string(),
  /** Integer units of voting weight; 100 is one vote. */
  weight: count,
  /** An earlier ballot was replaced. */
  changed: z.boolean(),
  castAt: z.iso.datetime(),
})

/** The person to whom a vote is delegated. */
export const delegateWire = z.object({ delegateId: z.uuid(), callsign: z.string() })

const delegation = z.object({ playerId: z.uuid(), callsign: z.string(), madeAt: z.iso.datetime() })

/** The delegations of a region as one of its people may see them. */
export const delegationsWire = z.object({
  isCitizen: z.boolean(),
  /** Your own delegate. */
  to: delegation.nullable(),
  /** Who delegates to you. */
  from: pageOf(delegation.extend({ weight: count })),
  /** What your ballot would carry besides your own vote if none of them voted. */
  carried: z.object({ people: count, weight: count }),
  /** Everybody who was delegated to, with the weight as a range. */
  delegates: pageOf(z.object({ playerId: z.uuid(), callsign: z.string(), band: z.string() })),
})
