import { and, eq, isNull } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { hashPassword, isPasswordOf } from '#server/auth/passwords.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { countAttempt, type Visitor } from './password-attempt.ts'
import { addUser } from './add-user.ts'
import { toPerson, type Person } from './person.ts'
import { getUserByEmail, type UserRow } from './queries.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { requireFreeCallsign } from './require-free-callsign.ts'
import { signUpToWait } from './sign-up-to-wait.ts'

export type SignUpInput = { email: string; callsign: string; password: string } & Visitor

const ATTEMPT_KIND = 'account.sign-up-attempt'

/**
 * Creates an account and returns its owner. If the e-mail address already has an account, the right password logs in
 * and a wrong one returns null. Callers must not let null look different from success
 * (docs/decisions/0004-no-account-discovery.md): both paths run one argon2 computation and one transaction. Where addresses
 * are confirmed, everybody gets an account that waits.
 * @param input checked by `registerInput`.
 * @throws BAD_REQUEST naming the field for a weak password, CONFLICT `callsign-taken`, TOO_MANY_REQUESTS.
 */
export async function signUp(ctx: Ctx, input: SignUpInput): Promise<Person | null> {
  // Setup creates many accounts and has no IP address to count.
  const isCounted = ctx.actor.kind !== 'system'
  if (isCounted) await ctx.limits.take('signup-address', addressKey(input.ipAddress))
  // Before the address is looked at, so that the answer says nothing about it.
  await requireGoodPassword(ctx, { account: input, password: input.password, field: 'password' })
  if (isCounted && ctx.config.confirmationRequired) return signUpToWait(ctx, input)
  const existing = await getUserByEmail(ctx.db, input.email)
  // Passwords can be guessed here as well, so an attempt counts like a log-in, whether the account exists or not.
  const attempt = isCounted
    ? await countAttempt(ctx, { email: input.email, userId: existing?.id ?? null, visitor: input })
    : null
  if (existing) {
    const isTheirs = await isPasswordOf(existing.passwordHash, input.password)
    if (!isTheirs) {
      const { id: userId, email } = existing
      await recordFailedLogIn(ctx, { door: 'sign-up', email, userId, visitor: input })
      return transact(ctx, (tx) => refuseWithoutDisclosure(tx, existing, input.callsign))
    }
    // Their password alone does not log them in: they are asked to log in instead.
    if (existing.secondFactorAt !== null) {
      await attempt?.isHalfMade()
      return null
    }
    await attempt?.succeeded()
    return toPerson(existing)
  }
  const passwordHash = await hashPassword(input.password)
  const { email, callsign } = input
  const person = await transact(ctx, (tx) => addUser(tx, { email, callsign, passwordHash, role: 'player' }))
  if (person) await attempt?.succeeded()
  return person
}

/** Gives the same callsign error as for a new account, and notifies the account's owner, once until they read it. */
async function refuseWithoutDisclosure(tx: Tx, existing: UserRow, callsign: string): Promise<null> {
  await requireFreeCallsign(tx, callsign)
  await tx.audit({ action: 'user.sign-up-refused', subject: { type: 'user', id: existing.id } })
  const [earlier] = await tx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, existing.id),
        eq(notifications.kind, ATTEMPT_KIND),
        isNull(notifications.readAt),
      ),
    )
    .limit(1)
  if (!earlier) {
    await notify(tx, {
      userIds: [existing.id],
      kind: ATTEMPT_KIND,
      title: 'Someone tried to sign up with your e-mail address',
      body: 'They did not get in. If it was you, just log in to this account.',
      href: '/account/sessions',
    })
  }
  return null
}
