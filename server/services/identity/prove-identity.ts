import { and, eq } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { countOwnAttempt, type Visitor } from './password-attempt.ts'
import { requireAccount } from './require-account.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'
import { type FactorKind } from './use-code.ts'
import { withCode } from './with-code.ts'

/**
 * Shows anew who the user of a browser is, by a code of their second factor, or by the password where they have none.
 * @throws UNAUTHORIZED, `wrong-code`; BAD_REQUEST naming the field for a wrong password; FORBIDDEN for programs; TOO_MANY_REQUESTS.
 */
export async function proveIdentity(
  ctx: Ctx,
  { password, code, visitor }: { password: string; code: string; visitor: Visitor },
): Promise<void> {
  requireSession(ctx)
  const account = await requireAccount(ctx)
  if (account.secondFactorAt === null) {
    const checked = await requireOwnPassword(ctx, { password, visitor })
    await transact(ctx, async (tx) => {
      await lockAsChecked(tx, checked)
      await markProven(tx, 'password')
    })
    return
  }
  const attempt = await countOwnAttempt(ctx, account.id)
  await withCode(ctx, { account, code, visitor, attempt }, markProven)
}

async function markProven(tx: Tx, by: FactorKind | 'password'): Promise<void> {
  const { userId, sessionId } = requireSession(tx)
  const marked = await tx.db
    .update(sessions)
    .set({ provenAt: tx.now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id })
  if (marked.length === 0) throw new GameError('UNAUTHORIZED', 'Log in first.')
  await tx.audit({
    action: 'user.identity-proven',
    subject: { type: 'user', id: userId },
    detail: { by },
  })
}

function requireSession(ctx: Ctx): { userId: string; sessionId: string } {
  const { userId, proof } = requireUser(ctx)
  if (!proof || !('sessionId' in proof))
    throw new GameError('FORBIDDEN', 'A program shows who it acts for with a new token from auth/token.', {
      reason: 'browsers-only',
    })
  return { userId, sessionId: proof.sessionId }
}
