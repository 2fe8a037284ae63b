import { and, eq, exists, gt, inArray, or, sql, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { sessions } from '#db/schema/platform/identity.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { ACTIVE_DAYS } from '#server/domain/travel/admission.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'

/** Holds for a row of `whereabouts` whose pilot is in its galaxy and has come, or been seen, within the last days. */
export function isActivePilot(db: Queryable, now: Date): SQL | undefined {
  const since = new Date(now.getTime() - ACTIVE_DAYS * DAY_MS)
  const isSeen = exists(
    db
      .select({ one: sql`1` })
      .from(sessions)
      .where(and(eq(sessions.userId, whereabouts.userId), gt(sessions.lastSeenAt, since))),
  )
  return and(inArray(whereabouts.state, ['beginning', 'present']), or(gt(whereabouts.since, since), isSeen))
}
