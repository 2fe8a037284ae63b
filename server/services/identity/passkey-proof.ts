import { type AssertionOptions } from '#server/auth/webauthn.ts'
import { type SignedByPasskey } from '#server/domain/identity/inputs.ts'
import { type Ctx } from '../context.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import { checkPasskey } from './check-passkey.ts'
import { markProven } from './mark-proven.ts'
import { type Asked } from './passkey-challenge.ts'
import { type Visitor } from './password-attempt.ts'
import { requireBrowser } from './require-browser.ts'
import { usePasskey } from './use-passkey.ts'

/**
 * Asks the user's browser for a passkey of the account.
 * @throws UNAUTHORIZED; FORBIDDEN `browsers-only`, `passkeys-unavailable`; NOT_FOUND for an account without; TOO_MANY_REQUESTS.
 */
export function askForProof(ctx: Ctx): Promise<AssertionOptions> {
  const asked = askedOf(ctx)
  return askForPasskey(ctx, { asked, by: asked.boundTo })
}

/** Shows anew who the user of a browser is, by a passkey. @throws as `checkPasskey` and `usePasskey`. */
export async function proveWithPasskey(
  ctx: Ctx,
  { answer, visitor }: { answer: SignedByPasskey; visitor: Visitor },
): Promise<void> {
  const shown = await checkPasskey(ctx, { asked: askedOf(ctx), answer, visitor })
  await usePasskey(ctx, shown, (tx) => markProven(tx, 'passkey'))
}

function askedOf(ctx: Ctx): Asked & { userId: string } {
  const { userId, sessionId } = requireBrowser(ctx)
  return { purpose: 'step-up', userId, boundTo: sessionId }
}
