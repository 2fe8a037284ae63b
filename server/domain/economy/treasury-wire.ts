import { z } from 'zod'
import { cursorPageOf } from '../paging.ts'
import { count } from '../wire-fields.ts'
import { TRANSFER_REASONS } from './ledger.ts'

/** What a treasury holds, and what it received and spent in the last 30 UTC days including today. Credits. */
export const treasurySums = { balance: count, income30d: count, spending30d: count } as const

export const treasuryEntryFields = {
  /** Its place in the book. */
  id: z.string(),
  /** Of a day's sum: when the day began. */
  at: z.iso.datetime(),
  /** Set where all postings of a UTC day with this reason are one entry. */
  day: z.iso.date().nullable(),
  /** Positive where credits came in. */
  amount: z.int(),
  reason: z.enum(TRANSFER_REASONS),
} as const

/** A treasury and a page of its book, newest first; null while its galaxy cannot be reached. */
export const treasuryLedgerWire = z
  .object({
    ...treasurySums,
    entries: cursorPageOf(
      z.object({
        ...treasuryEntryFields,
        /** The player who paid or received it; null when no player did, and in the sum of a day. */
        callsign: z.string().nullable(),
      }),
    ),
  })
  .nullable()
export type TreasuryLedger = NonNullable<z.infer<typeof treasuryLedgerWire>>
