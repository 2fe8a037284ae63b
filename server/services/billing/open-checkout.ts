import { randomUUID } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import { subscriptions, type RegionDraft } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { job } from '#jobs/outbox.ts'
import { settleSubscriptionJob } from '#jobs/billing/settle-subscription.ts'
import { MAX_OPEN_CHECKOUTS, type CheckoutInput } from '#server/domain/billing/checkout-input.ts'
import { holdExpiresAt } from '#server/domain/billing/checkout-holds.ts'
import { storeState } from '#server/domain/billing/stored-state.ts'
import { openSubscription } from '#server/domain/billing/subscription.ts'
import { tierOfOffer } from '#server/domain/billing/tiers.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { holdRegionName } from './hold-region-name.ts'
import { type PlanRow } from './plan-queries.ts'
import { type SubscriptionRow } from './queries.ts'
import { requireNoDeletion } from './require-no-deletion.ts'

/**
 * Creates the checkout and holds the name, or reuses the open checkout for the same thing, at the price on sale. Returns the
 * row's id.
 */
export async function openCheckout(
  tx: Tx,
  user: UserActor,
  input: CheckoutInput,
  { plan: offer, amountMinor, currency }: PlanRow,
): Promise<string> {
  // Locks the user, so that two clicks make one checkout.
  await tx.db.select({ id: users.id }).from(users).where(eq(users.id, user.userId)).for('update')
  await requireNoDeletion(tx, user)
  const draft = input.plan === 'regional_owner' ? draftFrom(input) : null
  const tier = tierOfOffer(offer)
  const mine = await tx.db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.userId, user.userId), ne(subscriptions.status, 'abandoned')))
  if (!draft) requireNoLiveCitizenship(mine)

  const open = mine.filter((row) => row.status === 'pending' && row.cancelRequestedAt === null)
  const same = open.find(
    (row) =>
      row.plan === input.plan &&
      row.rescueId === null &&
      row.transferId === null &&
      row.draft?.name === draft?.name,
  )
  if (same && (!draft || (await keepHold(tx, same, draft)))) {
    await tx.db
      .update(subscriptions)
      .set({ draft, tier, amountMinor, currency, updatedAt: tx.now })
      .where(eq(subscriptions.id, same.id))
    return same.id
  }
  if (open.length >= MAX_OPEN_CHECKOUTS) {
    throw new GameError(
      'CONFLICT',
      `You have ${open.length} open checkouts. Finish or cancel one on your billing page first.`,
      { reason: 'too-many-checkouts' },
    )
  }

  const id = randomUUID()
  await tx.db.insert(subscriptions).values({
    id,
    userId: user.userId,
    plan: input.plan,
    tier,
    draft,
    status: 'pending',
    state: storeState(openSubscription(tx.now)),
    amountMinor,
    currency,
    nextTransitionAt: holdExpiresAt(tx.now),
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  if (draft) {
    const taken = await holdRegionName(tx, {
      name: draft.name,
      displayName: draft.displayName,
      userId: user.userId,
      subscriptionId: id,
      expiresAt: holdExpiresAt(tx.now),
      now: tx.now,
    })
    if (taken === 'name') throw nameTaken(draft.name)
    if (taken === 'display-name') throw displayNameTaken(draft.displayName)
  }
  await tx.enqueue(job(settleSubscriptionJob, { subscriptionId: id }, holdExpiresAt(tx.now)))
  await tx.audit({
    action: 'billing.checkout-opened',
    subject: { type: 'subscription', id },
    detail: { plan: input.plan, ...(draft ? { regionName: draft.name } : {}) },
  })
  return id
}

const nameTaken = (name: string) =>
  new GameError('CONFLICT', `The name “${name}” is taken.`, {
    reason: 'name-taken',
    issues: [{ path: 'regionName', message: 'This name is taken. Choose another one.' }],
  })

const displayNameTaken = (displayName: string) => {
  const message = `“${displayName}” is taken, or looks like the name of another region. Choose another display name.`
  return new GameError('CONFLICT', message, {
    reason: 'display-name-taken',
    issues: [{ path: 'displayName', message }],
  })
}

/** Whether an open checkout still has its name. @throws CONFLICT `display-name-taken`: its display name may have changed. */
async function keepHold(tx: Tx, row: SubscriptionRow, draft: RegionDraft): Promise<boolean> {
  const taken = await holdRegionName(tx, {
    name: draft.name,
    displayName: draft.displayName,
    userId: row.userId,
    subscriptionId: row.id,
    expiresAt: holdExpiresAt(row.createdAt),
    now: tx.now,
  })
  if (taken === 'display-name') throw displayNameTaken(draft.displayName)
  return taken === null
}

const LIVE = ['active', 'grace', 'suspended', 'cancelled']

function requireNoLiveCitizenship(mine: readonly SubscriptionRow[]): void {
  if (!mine.some((row) => row.plan === 'galactic_citizen' && LIVE.includes(row.status))) return
  throw new GameError(
    'CONFLICT',
    'You are already a galactic citizen. Manage renewal and payment on your billing page.',
    { reason: 'already-citizen' },
  )
}

function draftFrom(input: CheckoutInput): RegionDraft {
  const name = input.regionName
  if (name === undefined) throw new TypeError('a region checkout needs a name')
  return {
    name,
    displayName: input.displayName ?? name,
    governanceType: input.governanceType ?? 'autocracy',
    economicSpecialization: input.economicSpecialization ?? null,
    theme: input.theme ?? null,
    motto: input.motto ?? '',
  }
}
