import { and, eq, isNull } from 'drizzle-orm'
import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { transact, type Ctx } from '../context.ts'
import { lockProof } from '../require-proof.ts'

/**
 * Makes the secret of an authenticator app, which is in use once its first code is right. An earlier one that waits for that is over.
 * @throws UNAUTHORIZED, FORBIDDEN `step-up`.
 */
export async function beginAppSetup(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    await tx.db
      .delete(authenticatorApps)
      .where(and(eq(authenticatorApps.userId, userId), isNull(authenticatorApps.confirmedAt)))
    await tx.db.insert(authenticatorApps).values({ userId, createdAt: tx.now })
    await tx.audit({ action: 'user.app-setup-begun', subject: { type: 'user', id: userId } })
  })
}
