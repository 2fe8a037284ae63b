import { and, eq } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { transact, type Ctx } from '../context.ts'

/** Ends the current browser session. Does nothing without one. */
export async function logOut(ctx: Ctx, input: { sessionId: string | null }): Promise<void> {
  const { actor } = ctx
  const { sessionId } = input
  if (actor.kind !== 'user' || sessionId === null) return
  await transact(ctx, async (tx) => {
    await tx.db.delete(sessions).where(and(eq(sessions.id, sessionId), eq(sessions.userId, actor.userId)))
    tx.publish({ audience: { kind: 'user', userId: actor.userId }, topic: 'session' })
    await tx.audit({ action: 'user.logged-out', subject: { type: 'user', id: actor.userId } })
  })
}
