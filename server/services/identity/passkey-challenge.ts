import { and, eq, gt, isNull } from 'drizzle-orm'
import { passkeyChallenges } from '#db/schema/platform/second-factor.ts'
import { randomToken, tokenHash } from '#server/auth/secrets.ts'
import { challengeOf } from '#server/auth/webauthn.ts'
import { type NewPasskey, type SignedByPasskey } from '#server/domain/identity/inputs.ts'
import {
  CHALLENGE_MS,
  passkeyHostOf,
  type ChallengePurpose,
  type PasskeyHost,
} from '#server/domain/identity/passkeys.ts'
import { GameError } from '#server/errors.ts'
import { isTx, type Ctx } from '../context.ts'

/** What a challenge is for, whose passkey has to answer it (null: anybody's), and the session or browser that has to bring the answer. */
export type Asked = { purpose: ChallengePurpose; userId: string | null; boundTo: string }

/** A challenge for a passkey to sign: random, for five minutes, and of use in one place. Only its hash is stored. */
export async function writeChallenge(
  ctx: Ctx,
  asked: Asked,
): Promise<{ host: PasskeyHost; challenge: string }> {
  const host = requirePasskeyHost(ctx)
  const challenge = randomToken()
  const now = await ctx.clock.now(ctx.db)
  await ctx.db.insert(passkeyChallenges).values({
    ...asked,
    hash: tokenHash(challenge),
    createdAt: now,
    expiresAt: new Date(now.getTime() + CHALLENGE_MS),
  })
  return { host, challenge }
}

/**
 * Uses the challenge of an answer up and returns it. At once and for good, before anything of the answer is looked at: what was refused
 * cannot be tried a second time. @throws UNAUTHORIZED `passkey-ended` for one that was used, is too old, or was for something or somebody else.
 */
export async function useChallenge(
  ctx: Ctx,
  { purpose, userId, boundTo }: Asked,
  answer: NewPasskey | SignedByPasskey,
): Promise<{ host: PasskeyHost; challenge: string }> {
  if (isTx(ctx)) throw new Error('a challenge is used up even if what follows fails')
  const host = requirePasskeyHost(ctx)
  const challenge = challengeOf(answer)
  if (challenge === null) throw passkeyEnded()
  const used = await ctx.db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.hash, tokenHash(challenge)),
        eq(passkeyChallenges.purpose, purpose),
        userId === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, userId),
        eq(passkeyChallenges.boundTo, boundTo),
        gt(passkeyChallenges.expiresAt, await ctx.clock.now(ctx.db)),
      ),
    )
    .returning({ hash: passkeyChallenges.hash })
  if (used.length === 0) throw passkeyEnded()
  return { host, challenge }
}

/** @throws FORBIDDEN `passkeys-unavailable` where browsers allow no passkeys. */
export function requirePasskeyHost({ config }: Pick<Ctx, 'config'>): PasskeyHost {
  const host = passkeyHostOf(config.publicUrl)
  if (host) return host
  throw new GameError(
    'FORBIDDEN',
    `Browsers allow passkeys only at https addresses with a name, and this server is at ${config.publicUrl}. Use an authenticator app, or ask its operator for such an address.`,
    { reason: 'passkeys-unavailable' },
  )
}

export const passkeyEnded = () =>
  new GameError('UNAUTHORIZED', 'This took too long, or was used already. Use your passkey again.', {
    reason: 'passkey-ended',
  })
