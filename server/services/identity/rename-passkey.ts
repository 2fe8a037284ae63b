import { and, eq } from 'drizzle-orm'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { lockProof } from '../require-proof.ts'

/**
 * Gives a passkey of the user another name. Only right after a proof of who they are: under a wrong name its owner would remove the
 * wrong one. @throws UNAUTHORIZED, FORBIDDEN `step-up`, NOT_FOUND.
 */
export async function renamePasskey(ctx: Ctx, { id, name }: { id: string; name: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    const renamed = await tx.db
      .update(passkeys)
      .set({ name })
      .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
      .returning({ id: passkeys.id })
    if (renamed.length === 0) throw notFound('This passkey')
    await tx.audit({
      action: 'user.passkey-renamed',
      subject: { type: 'user', id: userId },
      detail: { passkeyId: id, name },
    })
  })
}
