import { z } from 'zod'
import { ASSETS } from '#server/domain/economy/ledger.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { count } from '#server/domain/wire-fields.ts'
import { AUDIT_DEADLINE_MS, call } from './call.ts'
import { userId } from './pilot-terms.ts'

const ledgerFinding = z.discriminatedUnion('kind', [
  /** The balance of an account of credits, and the sum of its postings. */
  z.object({
    kind: z.literal('balance'),
    account: z.string(),
    ownerId: z.string().nullable(),
    stored: z.int(),
    posted: z.int(),
  }),
  /** Units aboard a ship, and the sum of its postings. */
  z.object({
    kind: z.literal('cargo'),
    shipId: z.string(),
    asset: z.enum(COMMODITIES),
    stored: z.int(),
    posted: z.int(),
  }),
  /** Units at a market, and its opening stock with the sum of its postings. */
  z.object({
    kind: z.literal('stock'),
    portId: z.string(),
    asset: z.enum(COMMODITIES),
    stored: z.int(),
    posted: z.int(),
  }),
  /** All postings of an asset: whatever one account gets, another one gives. */
  z.object({ kind: z.literal('sum'), asset: z.enum(ASSETS), sum: z.int() }),
])
export type LedgerFinding = z.infer<typeof ledgerFinding>

const transitTotal = z.object({ asset: z.enum(ASSETS), out: count, in: count })
export type TransitTotal = z.infer<typeof transitTotal>

/** What the conservation audit reads of a galaxy. */
export const AUDIT_CALLS = {
  /** What does not add up here now, and what had left for and come from other galaxies before `until`. */
  auditLedger: call(
    z.object({ until: z.iso.datetime() }),
    z.object({ transit: z.array(transitTotal), findings: z.array(ledgerFinding), findingsTotal: count }),
    { deadlineMs: AUDIT_DEADLINE_MS },
  ),
  /** Who is here: all pilots, or those of the list. */
  listPresent: call(
    z.object({ userIds: z.array(z.uuid()).nullable() }),
    z.object({ pilots: z.array(z.object({ userId, fencingVersion: z.int() })) }),
    { deadlineMs: AUDIT_DEADLINE_MS },
  ),
} as const
