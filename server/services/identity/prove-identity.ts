import { transact, type Ctx } from '../context.ts'
import { markProven } from './mark-proven.ts'
import { countOwnAttempt, type Visitor } from './password-attempt.ts'
import { requireAccount } from './require-account.ts'
import { requireBrowser } from './require-browser.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'
import { withCode } from './with-code.ts'

/**
 * Shows anew who the user of a browser is, by a code of their second factor, or by the password where they have none.
 * @throws UNAUTHORIZED, `wrong-code`; BAD_REQUEST naming the field for a wrong password; FORBIDDEN for programs; TOO_MANY_REQUESTS.
 */
export async function proveIdentity(
  ctx: Ctx,
  { password, code, visitor }: { password: string; code: string; visitor: Visitor },
): Promise<void> {
  requireBrowser(ctx)
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
