import { and, eq } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireProof } from '../require-proof.ts'

/**
 * Logs out one of the user's browsers. A stranger at an open one must not drive its owner out.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`; NOT_FOUND for another user's or an ended session.
 */
export async function endSession(ctx: Ctx, input: { id: string }): Promise<void> {
  const { userId } = await requireProof(ctx)
  await transact(ctx, async (tx) => {
    await endSessionOf(tx, userId, input.id)
    await tx.audit({ action: 'user.session-ended', subject: { type: 'user', id: userId } })
  })
}

/** Ends a session of this user. @throws NOT_FOUND for one that is over or another's. */
export async function endSessionOf(tx: Tx, userId: string, sessionId: string): Promise<void> {
  const ended = await tx.db
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id })
  if (ended.length === 0) throw notFound('This session')
  tx.publish({ audience: { kind: 'user', userId }, topic: 'session' })
}
