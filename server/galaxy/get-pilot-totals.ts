import { and, asc, eq, gt, gte, or } from 'drizzle-orm'
import { pilotTotals } from '#db/schema/galaxy/trade.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'

/** Totals of pilots that changed since a moment, the oldest change first, at most a batch. */
export async function getPilotTotals(
  { db }: GalaxyCtx,
  { since, after, limit }: CallInput<'getPilotTotals'>,
): Promise<CallOutput<'getPilotTotals'>> {
  const { userId, changedAt, salesNet, tax } = pilotTotals
  const from = new Date(since)
  const rows = await db
    .select({ userId, changedAt, salesNet, tax })
    .from(pilotTotals)
    .where(
      after === null
        ? gte(changedAt, from)
        : or(gt(changedAt, from), and(eq(changedAt, from), gt(userId, after))),
    )
    .orderBy(asc(changedAt), asc(userId))
    .limit(limit)
  return { totals: rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })) }
}
