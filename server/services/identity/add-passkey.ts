import { passkeys } from '#db/schema/platform/second-factor.ts'
import {
  registrationOptions,
  verifyNewPasskey,
  type MadePasskey,
  type RegistrationOptions,
} from '#server/auth/webauthn.ts'
import { type NewPasskey } from '#server/domain/identity/inputs.ts'
import { PASSKEYS_MAX } from '#server/domain/identity/passkeys.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { getProofTime, requireProof } from '../require-proof.ts'
import { requireUser } from '../require-actor.ts'
import { listKnown } from './ask-for-passkey.ts'
import { afterFactorAdded } from './factor-changes.ts'
import {
  passkeyEnded,
  requirePasskeyHost,
  useChallenge,
  writeChallenge,
  type Asked,
} from './passkey-challenge.ts'
import { type Visitor } from './password-attempt.ts'
import { requireAccount } from './require-account.ts'
import { requireBrowser } from './require-browser.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'
import { countCodes, writeRecoveryCodes } from './write-recovery-codes.ts'

/**
 * How many passkeys the user may still add. Only right after the second factor was shown, where there is one.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`, `passkeys-unavailable`.
 */
export async function getPasskeySetup(ctx: Ctx): Promise<{ left: number }> {
  requirePasskeyHost(ctx)
  const { id, secondFactorAt } = await requireAccount(ctx)
  if (secondFactorAt !== null) await requireProof(ctx)
  return { left: PASSKEYS_MAX - (await listKnown(ctx.db, id)).length }
}

/**
 * Asks the user's browser for a new passkey. It opens the account without the password, so nobody adds one without knowing that: an
 * open browser, or a copied session, is not enough.
 * @throws UNAUTHORIZED; BAD_REQUEST naming the field for a wrong password; FORBIDDEN `step-up`, `browsers-only`,
 * `passkeys-unavailable`; CONFLICT `too-many-passkeys`; TOO_MANY_REQUESTS.
 */
export async function beginPasskey(
  ctx: Ctx,
  { password, visitor }: { password: string; visitor: Visitor },
): Promise<RegistrationOptions> {
  const asked = askedOf(ctx)
  requirePasskeyHost(ctx)
  await ctx.limits.take('passkey-challenge', asked.boundTo)
  const account = await requireOwnPassword(ctx, { password, visitor })
  return transact(ctx, async (tx) => {
    await lockAsChecked(tx, account)
    const known = await listKnown(tx.db, account.id)
    requireRoom(known.length)
    const { host, challenge } = await writeChallenge(tx, asked)
    const handle = tx.secrets.passkeyHandle(account.id)
    return registrationOptions(host, { challenge, handle, userName: account.email, known })
  })
}

/**
 * Adds the passkey that a device made for it.
 * @returns recovery codes if the user had none: this is the only time that they are shown; otherwise null
 * @throws UNAUTHORIZED `passkey-ended`; BAD_REQUEST `wrong-passkey`; CONFLICT `too-many-passkeys`, `passkey-known`; FORBIDDEN.
 */
export async function addPasskey(
  ctx: Ctx,
  { name, answer }: { name: string; answer: NewPasskey },
): Promise<{ recoveryCodes: string[] | null }> {
  const asked = askedOf(ctx)
  // As it is before the challenge is used: a change of the password ends the challenges, and one that comes later is noticed below.
  const account = await requireAccount(ctx)
  const { host, challenge } = await useChallenge(ctx, asked, answer)
  const verified = await verifyNewPasskey(host, { challenge, answer })
  if (!verified.ok) {
    ctx.log.info({ why: verified.why }, 'a new passkey was refused')
    throw notTaken()
  }
  return transact(ctx, async (tx) => {
    await lockAsChecked(tx, account)
    // The password was shown for this challenge; a change of the account since has ended the session.
    if ((await getProofTime(tx, requireUser(tx))) === null) throw passkeyEnded()
    requireRoom((await listKnown(tx.db, asked.userId)).length)
    await insertPasskey(tx, { userId: asked.userId, name, made: verified.made })
    await afterFactorAdded(tx, { userId: asked.userId, what: `passkey “${name}”`, sessionId: asked.boundTo })
    const recoveryCodes =
      (await countCodes(tx.db, asked.userId)) === 0 ? await writeRecoveryCodes(tx, asked.userId) : null
    return { recoveryCodes }
  })
}

async function insertPasskey(
  tx: Tx,
  { userId, name, made }: { userId: string; name: string; made: MadePasskey },
): Promise<void> {
  const added = await tx.db
    .insert(passkeys)
    .values({
      ...{ userId, name, ...made, userHandle: tx.secrets.passkeyHandle(userId) },
      ...{ worksAlone: true, createdAt: tx.now },
    })
    .onConflictDoNothing({ target: passkeys.credentialId })
    .returning({ id: passkeys.id })
  if (added.length === 0)
    throw new GameError('CONFLICT', 'This passkey is in use already. Make a new one.', {
      reason: 'passkey-known',
    })
}

function askedOf(ctx: Ctx): Asked & { userId: string } {
  const { userId, sessionId } = requireBrowser(ctx)
  return { purpose: 'registration', userId, boundTo: sessionId }
}

function requireRoom(count: number): void {
  if (count >= PASSKEYS_MAX)
    throw new GameError('CONFLICT', `You have ${PASSKEYS_MAX} passkeys. Remove one first.`, {
      reason: 'too-many-passkeys',
    })
}

const notTaken = () =>
  new GameError(
    'BAD_REQUEST',
    'This device made no passkey that can be used here. It has to ask for a PIN, a finger or a face. Try again, or use another device.',
    { reason: 'wrong-passkey' },
  )
