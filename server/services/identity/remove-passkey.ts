import { and, eq } from 'drizzle-orm'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { lockProof } from '../require-proof.ts'
import { afterFactorRemoved } from './factor-changes.ts'

/** Ends the use of a passkey of the user. @throws UNAUTHORIZED, FORBIDDEN `step-up`, NOT_FOUND. */
export async function removePasskey(ctx: Ctx, { id }: { id: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    const [removed] = await tx.db
      .delete(passkeys)
      .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
      .returning({ name: passkeys.name })
    if (!removed) throw notFound('This passkey')
    await afterFactorRemoved(tx, { userId, what: `passkey “${removed.name}”` })
  })
}
