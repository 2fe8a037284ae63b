import { and, asc, eq, gt, gte, or } from 'drizzle-orm'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'

/** Days of pilots that changed since a moment, the oldest change first, at most a batch. */
export async function getPilotDays(
  { db }: GalaxyCtx,
  { since, after, limit }: CallInput<'getPilotDays'>,
): Promise<CallOutput<'getPilotDays'>> {
  const { changedAt, userId, day } = pilotDays
  const from = new Date(since)
  const rows = await db
    .select()
    .from(pilotDays)
    .where(
      after === null
        ? gte(changedAt, from)
        : or(
            gt(changedAt, from),
            and(
              eq(changedAt, from),
              or(gt(userId, after.userId), and(eq(userId, after.userId), gt(day, after.day))),
            ),
          ),
    )
    .orderBy(asc(changedAt), asc(userId), asc(day))
    .limit(limit)
  return { days: rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })) }
}
