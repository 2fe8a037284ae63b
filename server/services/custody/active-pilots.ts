import { and, eq, exists, gt, inArray, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { type AnyPgColumn } from 'drizzle-orm/pg-core'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { ACTIVE_DAYS, ARRIVED_DAYS } from '#server/domain/travel/admission.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'

/**
 * Holds for a row of `whereabouts` whose pilot counts in its galaxy: who came within a day, or came back on a later day and was seen
 * within the last week. To look in once holds no place for long.
 */
export function isActivePilot(ctx: Ctx, now: Date): SQL | undefined {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const cameBack = sql`${whereabouts.since} + ${ARRIVED_DAYS} * interval '1 day'`
  const isSeen = exists(
    ctx.db
      .select({ one: sql`1` })
      .from(sessions)
      .where(
        and(
          eq(sessions.userId, whereabouts.userId),
          gt(sessions.lastSeenAt, daysAgo(ACTIVE_DAYS)),
          gt(sessions.lastSeenAt, cameBack),
        ),
      ),
  )
  return and(
    inArray(whereabouts.state, ['beginning', 'present']),
    or(gt(whereabouts.since, daysAgo(ARRIVED_DAYS)), isSeen),
    isCounted(ctx, whereabouts.userId, now),
  )
}

/** Whether an account counts at all: it has a confirmed address, where the installation asks for one, and is not suspended. */
export const isCounted = ({ db, config }: Ctx, userId: AnyPgColumn, now: Date): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(users)
      .where(
        and(
          eq(users.id, userId),
          config.confirmationRequired ? isNotNull(users.confirmedAt) : undefined,
          or(isNull(users.suspendedAt), lte(users.suspendedUntil, now)),
        ),
      ),
  )
