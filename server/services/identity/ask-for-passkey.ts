import { asc, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { assertionOptions, type AssertionOptions, type KnownPasskey } from '#server/auth/webauthn.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { writeChallenge, type Asked } from './passkey-challenge.ts'

/** Has a challenge signed by a passkey. @param by what challenges are counted for @throws NOT_FOUND for an account without passkeys. */
export async function askForPasskey(
  ctx: Ctx,
  { asked, by }: { asked: Asked; by: string },
): Promise<AssertionOptions> {
  await ctx.limits.take('passkey-challenge', by)
  const known = asked.userId === null ? [] : await listKnown(ctx.db, asked.userId)
  if (asked.userId !== null && known.length === 0) throw notFound('A passkey of this account')
  const { host, challenge } = await writeChallenge(ctx, asked)
  return assertionOptions(host, { challenge, known })
}

/** What a browser may be told of somebody's passkeys, who has shown at least the password. */
export const listKnown = (db: Queryable, userId: string): Promise<KnownPasskey[]> =>
  db
    .select({ credentialId: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
