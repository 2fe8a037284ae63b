import { eq } from 'drizzle-orm'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { isCounterBack } from '#server/domain/identity/passkeys.ts'
import { GameError } from '#server/errors.ts'
import { transact, withActor, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { wrongPasskey, type PasskeyRow, type ShownPasskey } from './check-passkey.ts'
import { toActor, toPerson } from './person.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'
import { lockAsChecked } from './require-own-password.ts'

/**
 * Does what a passkey opens, in the transaction that uses it. One whose counter went back is refused, and its owner told: somebody may
 * have a copy of it.
 * @throws UNAUTHORIZED `passkey-copied`, `wrong-passkey` for one removed meanwhile, `password-changed`.
 */
export async function usePasskey<Result>(
  ctx: Ctx,
  shown: ShownPasskey,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { account, attempt, visitor } = shown
  const outcome = await transact(asOwner(ctx, shown), async (tx) => {
    await lockAsChecked(tx, account)
    const isRight = await countUse(tx, shown)
    return isRight ? { result: await work(tx) } : null
  })
  if (!outcome) {
    const { id: userId, email } = account
    await recordFailedLogIn(ctx, { door: 'passkey', email, userId, visitor })
    throw copied()
  }
  await attempt.succeeded()
  return outcome.result
}

/** A user who is logged in goes on as that user; after a log-in the actor is the person who logged in. */
const asOwner = (ctx: Ctx, { account, purpose }: ShownPasskey): Ctx =>
  purpose === 'step-up' ? ctx : withActor(ctx, toActor(toPerson(account)))

/** Under the account's lock, which all changes of its passkeys take: of two uses at once the second sees the counter of the first. */
async function countUse(
  tx: Tx,
  { purpose, passkey: { id }, counter, isSynced }: ShownPasskey,
): Promise<boolean> {
  const [passkey] = await tx.db.select().from(passkeys).where(eq(passkeys.id, id))
  if (!passkey) throw wrongPasskey()
  if (isCounterBack({ stored: passkey.counter, shown: counter })) {
    await tellOfCopy(tx, passkey)
    return false
  }
  // After the password, so that from now on it opens the account by itself again.
  const withPassword = purpose === 'second-factor' ? { worksAlone: true } : {}
  await tx.db
    .update(passkeys)
    .set({ counter, isSynced, lastUsedAt: tx.now, ...withPassword })
    .where(eq(passkeys.id, id))
  return true
}

async function tellOfCopy(tx: Tx, { id, userId, name }: PasskeyRow): Promise<void> {
  await tx.audit({
    action: 'user.passkey-copied',
    subject: { type: 'user', id: userId },
    detail: { passkeyId: id },
  })
  await notify(tx, {
    userIds: [userId],
    kind: 'account.passkey-copied',
    title: `Somebody may have a copy of your passkey “${name}”`,
    body: 'It was refused: its counter went back, as that of a copy does. Remove it, make a new one, and look through your sessions.',
    href: '/account/security',
  })
}

const copied = () =>
  new GameError(
    'UNAUTHORIZED',
    'This passkey was refused: its counter went back, as that of a copy does. Go on without it, then remove it under Account, Security.',
    { reason: 'passkey-copied' },
  )
