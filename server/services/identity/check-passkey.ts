import { and, eq, isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { verifySigned } from '#server/auth/webauthn.ts'
import { type SignedByPasskey } from '#server/domain/identity/inputs.ts'
import { type ChallengePurpose } from '#server/domain/identity/passkeys.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { useChallenge, type Asked } from './passkey-challenge.ts'
import {
  countCodeAttempt,
  countOwnAttempt,
  countPasskeyAttempt,
  countStranger,
  type PasswordAttempt,
  type Visitor,
} from './password-attempt.ts'
import { getUser, type UserRow } from './queries.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'

export type PasskeyRow = typeof passkeys.$inferSelect

/** A passkey whose signature was right, and whose it is. It counts once `usePasskey` has used it. */
export type ShownPasskey = {
  purpose: ChallengePurpose
  account: UserRow
  passkey: PasskeyRow
  counter: number
  isSynced: boolean
  attempt: PasswordAttempt
  visitor: Visitor
}

/**
 * Checks what a passkey signed. Wrong ones count and are recorded for the account's owner: after a password among the guesses at the
 * account, without one for where they come from, or else somebody could lock the owner out; of an account that
 * nobody can tell, among those of the address.
 * @throws UNAUTHORIZED `passkey-ended`, `wrong-passkey`; FORBIDDEN `passkeys-unavailable`; TOO_MANY_REQUESTS.
 */
export async function checkPasskey(
  ctx: Ctx,
  { asked, answer, visitor }: { asked: Asked; answer: SignedByPasskey; visitor: Visitor },
): Promise<ShownPasskey> {
  const { host, challenge } = await useChallenge(ctx, asked, answer)
  const found = await findPasskey(ctx, answer.id, asked.userId)
  const account = found?.account ?? (asked.userId === null ? null : await getUser(ctx.db, asked.userId))
  const attempt = await count(ctx, { purpose: asked.purpose, account, visitor })
  const signed = found
    ? await verifySigned(host, { challenge, answer, passkey: found.passkey })
    : { ok: false as const, why: 'there is no such passkey' }
  if (found && signed.ok) {
    const { counter, isSynced } = signed
    return { ...found, purpose: asked.purpose, counter, isSynced, attempt, visitor }
  }
  ctx.log.info({ why: signed.ok ? null : signed.why, purpose: asked.purpose }, 'a passkey was refused')
  if (account) {
    const { id: userId, email } = account
    await recordFailedLogIn(ctx, { door: 'passkey', email, userId, visitor })
  }
  throw wrongPasskey()
}

const count = (
  ctx: Ctx,
  { purpose, account, visitor }: { purpose: ChallengePurpose; account: UserRow | null; visitor: Visitor },
): Promise<PasswordAttempt> => {
  if (!account) return countStranger(ctx, visitor)
  if (purpose === 'step-up') return countOwnAttempt(ctx, account.id)
  const attempt = { userId: account.id, visitor }
  return purpose === 'log-in' ? countPasskeyAttempt(ctx, attempt) : countCodeAttempt(ctx, attempt)
}

async function findPasskey(
  ctx: Ctx,
  credentialId: string,
  userId: string | null,
): Promise<{ account: UserRow; passkey: PasskeyRow } | null> {
  const [found] = await ctx.db
    .select({ account: users, passkey: passkeys })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(
      and(
        eq(passkeys.credentialId, credentialId),
        userId === null ? undefined : eq(passkeys.userId, userId),
        isNull(users.expiredAt),
      ),
    )
  return found ?? null
}

export const wrongPasskey = () =>
  new GameError(
    'UNAUTHORIZED',
    'This passkey was not accepted: it was removed from the account, or belongs to another one. Try another, or go on without.',
    { reason: 'wrong-passkey' },
  )
