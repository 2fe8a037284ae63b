import { eq } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type UserActor } from '../services/require-actor.ts'
import { type TestPlatform } from './test-platform.ts'

export const DAY_MS = 86_400_000

/** Steps that tests of every context share: the clock, the audit log and notifications. */
export function platformSteps(platform: TestPlatform) {
  /** Kinds of a user's notifications. */
  const noticesOf = async ({ userId }: UserActor) => {
    const rows = await platform.db.select().from(notifications).where(eq(notifications.userId, userId))
    return rows.map(({ kind }) => kind)
  }
  return {
    system: () => platform.ctx({ kind: 'system', job: 'test' }),
    pass: (days: number) => platform.clock.advance(days * DAY_MS),
    actionsOn: async (subjectId: string) => {
      const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))
      return rows.map(({ action }) => action)
    },
    noticesOf,
    /** The same, after all jobs have run, even those that are not due. */
    deliveredNoticesOf: async (user: UserActor) => {
      await platform.runOutbox()
      return noticesOf(user)
    },
  }
}
