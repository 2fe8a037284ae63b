import { z } from 'zod'
import { CONTRACT_KINDS } from '#server/domain/contracts/contract-kinds.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { TRANSFER_REASONS } from '#server/domain/economy/ledger.ts'
import { ORDER_SIDES } from '#server/domain/economy/quote.ts'
import { cursorInput, cursorPageOf } from '#server/domain/paging.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call } from './call.ts'
import { news } from '#server/domain/economy/galaxy-news.ts'
import { pilot } from './pilot-terms.ts'
import { tradeReceipt } from './trade-calls.ts'
import { work } from './yard-calls.ts'

/** A receipt as it is listed. `id` is that of the booking. */
export const listedTrade = tradeReceipt.extend({
  /** Null when the port is gone. */
  port: z.object({ name: z.string(), sectorId: z.int() }).nullable(),
})

export const logEntry = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  reason: z.enum(TRANSFER_REASONS),
  /** Credits: positive where the purse grew. */
  amount: z.int(),
  /** What was traded, for purchases and sales. */
  trade: z
    .object({
      side: z.enum(ORDER_SIDES),
      commodity: z.enum(COMMODITIES),
      quantity: count,
      berthFee: count,
      port: z.string().nullable(),
    })
    .nullable(),
  /** What a shipyard did. */
  work: work.nullable(),
  /** How many sectors were charted. */
  sectors: count.nullable(),
})
export type LogEntry = z.infer<typeof logEntry>

/** An attack by the pilot or on it. */
export const loggedFight = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  sectorId: z.int(),
  /** The other pilot's callsign; null if it is gone. */
  other: z.string().nullable(),
  isAttacker: z.boolean(),
  /** Whether the attack succeeded. */
  won: z.boolean(),
})
export type LoggedFight = z.infer<typeof loggedFight>

/** A contract that the pilot had taken and that is over. */
export const endedContract = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.enum(CONTRACT_KINDS),
  /** False where its time was over before, or the pilot gave it up. */
  isFilled: z.boolean(),
  /** Null for sealed goods. */
  commodity: z.enum(COMMODITIES).nullable(),
  /** Units of the good, or holds of sealed goods. */
  units: count,
  delivered: count,
  /** Credits that it brought or would have brought beyond the market's price. */
  premium: count,
  /** Where the goods were to go; null when that port is gone. */
  port: z.string().nullable(),
})
export type EndedContract = z.infer<typeof endedContract>

export const captainsLog = z.object({
  /** Up to where the pilot has read it; null if never. */
  readUntil: z.iso.datetime().nullable(),
  entries: cursorPageOf(logEntry),
  /** Of the last seven days, newest first. */
  fights: z.array(loggedFight),
  /** Of the last seven days, newest first. */
  endedContracts: z.array(endedContract),
  /** What moves markets here today, and the contracts that wait. */
  today: news.extend({
    contracts: z.object({
      /** Open to everybody. */
      open: count,
      /** Taken by the pilot and not yet filled; the first of them is due then. */
      mine: count,
      nextDueAt: z.iso.datetime().nullable(),
    }),
  }),
})
export type CaptainsLog = z.infer<typeof captainsLog>

export const LOG_CALLS = {
  /** The pilot's filled orders in this galaxy, newest first. @throws CONFLICT `not-present`. */
  listTrades: call(z.object({ ...pilot, ...cursorInput.shape }), cursorPageOf(listedTrade)),
  /** Everything that moved the pilot's purse in this galaxy, newest first. @throws CONFLICT `not-present`. */
  getLog: call(z.object({ ...pilot, ...cursorInput.shape }), captainsLog),
  /** The pilot has read the log up to a moment; it never goes back. @throws CONFLICT `not-present`. */
  markLogRead: call(
    z.object({ ...pilot, until: z.iso.datetime() }),
    z.object({ readUntil: z.iso.datetime() }),
  ),
} as const
