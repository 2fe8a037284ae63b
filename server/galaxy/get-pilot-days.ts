import { asc, gte } from 'drizzle-orm'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'

/** Days of pilots that changed since a moment, the oldest change first, at most a batch. */
export async function getPilotDays(
  { db }: GalaxyCtx,
  { since, limit }: CallInput<'getPilotDays'>,
): Promise<CallOutput<'getPilotDays'>> {
  const rows = await db
    .select()
    .from(pilotDays)
    .where(gte(pilotDays.changedAt, new Date(since)))
    .orderBy(asc(pilotDays.changedAt), asc(pilotDays.userId), asc(pilotDays.day))
    .limit(limit)
  return { days: rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })) }
}
