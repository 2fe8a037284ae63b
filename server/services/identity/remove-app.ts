import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { afterFactorRemoved, appInUse } from './factor-changes.ts'
import { lockProof } from '../require-proof.ts'

/** Ends the use of the user's authenticator app. @throws UNAUTHORIZED, FORBIDDEN `step-up`, NOT_FOUND. */
export async function removeApp(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    const removed = await tx.db
      .delete(authenticatorApps)
      .where(appInUse(userId))
      .returning({ id: authenticatorApps.id })
    if (removed.length === 0) throw notFound('Your authenticator app')
    await afterFactorRemoved(tx, { userId, what: 'authenticator app' })
  })
}
