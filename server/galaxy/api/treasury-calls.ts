import { z } from 'zod'
import { treasuryEntryFields, treasurySums } from '#server/domain/economy/treasury-wire.ts'
import { cursorInput, cursorPageOf } from '#server/domain/paging.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { messages } from './messages.ts'
import { pilot, userId } from './pilot-terms.ts'

export const paidDay = z.object({ day: z.iso.date(), paid: z.int() })
/** A UTC day, and the level of patrols that was paid for it. */
export type PaidPatrolDay = z.infer<typeof paidDay>

/** Patrol levels of a region: the one that its law sets, and the one that the treasury has paid for. */
export const patrols = z.object({ ordered: z.int(), onDuty: z.int() })
export type Patrols = z.infer<typeof patrols>

const treasuryPage = z.object({
  ...treasurySums,
  entries: cursorPageOf(
    z.object({
      ...treasuryEntryFields,
      /** The player who paid or received it; null when no player did, and in the sum of a day. */
      userId: userId.nullable(),
    }),
  ),
})
export type TreasuryPage = z.infer<typeof treasuryPage>

export const TREASURY_CALLS = {
  /** Credits of a player here. */
  getPurse: call(z.object({ userId }), z.object({ credits: count })),
  /** The treasury and a page of its book, newest first: what pilots do all day long is one entry a day and reason. */
  getTreasuryLedger: call(cursorInput, treasuryPage, { deadlineMs: LONG_DEADLINE_MS }),
  /** Moves credits from a purse to the treasury, once per `transferId`. */
  giveToTreasury: call(
    z.object({ transferId: z.uuid(), userId, amount: z.int().min(1) }),
    z.discriminatedUnion('given', [
      z.object({ given: z.literal(true), purse: count, messages }),
      /** Nothing was given: `allowance` is what the pilot may give at most, by what they sold here. */
      z.object({ given: z.literal(false), purse: count, allowance: count }),
    ]),
  ),
  /**
   * Ends the jobs of the treasury and sends all of it out of the galaxy in equal shares, once per evacuation; without citizens it stays.
   * The message is what the platform keeps of it.
   */
  shareTreasury: call(
    z.object({ evacuationId: z.uuid(), userIds: z.array(userId) }),
    z.object({ messages }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Books a share to the purse of a citizen who is here with this fencing version, once. False for one who is not. */
  receiveShare: call(
    z.object({ ...pilot, shareId: z.uuid(), credits: z.int().min(1) }),
    z.object({ received: z.boolean(), messages }),
  ),
  /** Pays for today’s patrols at the highest level that the treasury can afford, once a day. */
  payPatrols: call(z.object({ regionId: z.uuid(), ordered: z.int().min(0) }), z.object({ messages })),
} as const
