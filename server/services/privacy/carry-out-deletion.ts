import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { isEndedAtPayPal, type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { mayDelete } from '#server/domain/privacy/deletion-rules.ts'
import { cancelForDeletion } from '../billing/cancel-subscription.ts'
import { syncToPayPal } from '../billing/sync-to-paypal.ts'
import { transact, withActor, type Ctx, type Tx } from '../context.ts'
import { toActor, toPerson } from '../identity/person.ts'
import { notify } from '../notifications/notify.ts'
import { loadDeletionFacts, lockLeavingAdmins } from './deletion-facts.ts'
import { eraseAccount, type UserRow } from './erase-account.ts'

/**
 * Carries out a deletion that is due; does nothing before, and nothing a second time. Whoever may no longer delete their account is
 * told why, and keeps it. Nothing is erased until PayPal has confirmed that it charges nothing any more.
 * @throws PayPalError, and what keeps the list of erasures from being written: the next sweep tries again.
 */
export async function carryOutDeletion(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId))
  if (!user || user.expiredAt) return
  if (mayDelete(await loadDeletionFacts(ctx.db, user)).ok) await endSubscriptions(ctx, user)
  await transact(ctx, async (tx) => {
    await lockLeavingAdmins(tx, user)
    const locked = await lockUser(tx, userId)
    const due = await takeDueDeletion(tx, userId)
    if (!locked || !due) return
    const verdict = mayDelete(await loadDeletionFacts(tx.db, locked))
    if (!verdict.ok) return refuse(tx, userId, { deletionId: due.id, ...verdict })
    await requireNothingCharged(tx, userId)
    await eraseAccount(tx, locked, { why: 'asked' })
    await tx.db
      .update(accountDeletions)
      .set({ endedAt: tx.now, outcome: 'carried_out' })
      .where(eq(accountDeletions.id, due.id))
    // The last step: an entry whose transaction fails is of an account that is due, and that the next sweep erases.
    await tx.erasures.append({ userId, at: tx.now.toISOString() })
  })
}

/** Locks the row against whoever founds a region for it, but not against every reference to it. */
async function lockUser(tx: Tx, userId: string): Promise<UserRow | null> {
  const [row] = await tx.db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.expiredAt)))
    .for('no key update')
  return row ?? null
}

async function takeDueDeletion(tx: Tx, userId: string) {
  const [due] = await tx.db
    .select()
    .from(accountDeletions)
    .where(
      and(
        eq(accountDeletions.userId, userId),
        isNull(accountDeletions.endedAt),
        lte(accountDeletions.dueAt, tx.now),
      ),
    )
    .for('update')
  return due ?? null
}

async function refuse(
  tx: Tx,
  userId: string,
  { deletionId, reason, message }: { deletionId: string; reason: string; message: string },
): Promise<void> {
  await tx.db
    .update(accountDeletions)
    .set({ endedAt: tx.now, outcome: 'refused' })
    .where(eq(accountDeletions.id, deletionId))
  await tx.audit({
    action: 'user.deletion-refused',
    subject: { type: 'user', id: userId },
    detail: { reason },
  })
  await notify(tx, {
    userIds: [userId],
    kind: 'account.deletion-refused',
    title: 'Your account was not deleted',
    body: message,
    href: '/account/data',
  })
}

const OVER: readonly SubscriptionStatus[] = ['abandoned', 'terminated', 'cancelled', 'handed_over']

/** Cancels at PayPal whatever could still be charged: open checkouts and subscriptions, replaced ones too. */
async function endSubscriptions(ctx: Ctx, user: UserRow): Promise<void> {
  const owner = withActor(ctx, toActor(toPerson(user)))
  const rows = await ctx.db.select().from(subscriptions).where(eq(subscriptions.userId, user.id))
  for (const { id, status, cancelRequestedAt } of rows) {
    if (!OVER.includes(status) && !cancelRequestedAt) await cancelForDeletion(owner, { id })
    await syncToPayPal(ctx, { subscriptionId: id })
  }
}

/** @throws while PayPal could still charge something. A subscription that nobody approved is never charged. */
async function requireNothingCharged(tx: Tx, userId: string): Promise<void> {
  const rows = await tx.db
    .select({ id: subscriptions.id, paypalStatus: subscriptions.paypalStatus })
    .from(subscriptions)
    .where(and(eq(subscriptions.userId, userId), isNotNull(subscriptions.paypalSubscriptionId)))
  const charged = rows.find(
    ({ paypalStatus }) =>
      paypalStatus !== null && paypalStatus !== 'APPROVAL_PENDING' && !isEndedAtPayPal(paypalStatus),
  )
  if (charged) throw new Error(`subscription ${charged.id} is not cancelled at PayPal yet`)
}
