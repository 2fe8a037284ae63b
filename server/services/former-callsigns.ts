import { and, asc, gt, inArray, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { type Clock } from '../clock.ts'

/** The callsigns that some people gave up lately, the latest of each, for pages on which others must recognise them. */
export async function findFormerCallsigns(
  { db, clock }: { db: Queryable; clock: Clock },
  userIds: readonly string[],
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  // Read where it stands: a page needs no statement more.
  const now = sql`clock_timestamp() + ${clock.offsetMs()}::double precision * interval '1 millisecond'`
  const rows = await db
    .select({ userId: callsignChanges.userId, callsign: callsignChanges.oldCallsign })
    .from(callsignChanges)
    .where(and(inArray(callsignChanges.userId, [...userIds]), gt(callsignChanges.shownUntil, now)))
    .orderBy(asc(callsignChanges.changedAt))
  return new Map(rows.map(({ userId, callsign }) => [userId, callsign]))
}
