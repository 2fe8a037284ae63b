import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { disputes, paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { rescues, transfers } from '#db/schema/platform/ownership.ts'
import { TIERS } from '../../domain/billing/tiers.ts'
import { OPEN_RESCUES } from '../../domain/ownership/rescue.ts'
import { OPEN_TRANSFERS } from '../../domain/ownership/transfer.ts'
import { type UserActor } from '../../services/require-actor.ts'
import { type RegionLife } from './life.ts'

export type Act = (life: RegionLife) => Promise<void>

/** What PayPal does to the newest agreement, now and then to an older one. */
const atPayPal =
  (what: string, move: string, body: (life: RegionLife) => Record<string, unknown> = () => ({})): Act =>
  async (life) => {
    const rows = (await life.rows()).filter((row) => row.paypalSubscriptionId !== null)
    const row = life.random.int(1, 4) > 1 ? rows.at(-1) : life.random.pick(rows)
    await life.attempt(what, () =>
      life.shop.control(`subscriptions/${row?.paypalSubscriptionId}/${move}`, body(life)),
    )
  }

export const failToPay = atPayPal('payments fail', 'payments', () => ({ outcome: 'fail' }))
export const payFromNowOn = atPayPal('payments succeed', 'payments', () => ({ outcome: 'succeed' }))
export const cancelAtPayPal = atPayPal('PayPal cancels', 'cancel')
export const refundAtPayPal = atPayPal('PayPal refunds', 'refund', ({ random }) =>
  random.int(0, 1) ? {} : { amountMinor: 700 },
)
export const reverse = atPayPal('a payment is reversed', 'reverse')
export const dispute = atPayPal('a payment is disputed', 'dispute')

export const endDispute: Act = async ({ platform, shop, random, attempt }) => {
  const [open] = await platform.db.select().from(disputes).orderBy(desc(disputes.openedAt)).limit(1)
  const how = random.pick(['win', 'lose', 'escalate'])
  if (open) await attempt(`dispute: ${how}`, () => shop.control(`disputes/${open.paypalId}/${how}`))
}

/** Somebody with an open checkout or renewal approves it at PayPal. */
export const approve: Act = async (life) => {
  const mine = new Set((await life.rows()).map(({ id }) => id))
  const open = (await life.paypal()).subscriptions.filter(
    ({ status, customId }) => status === 'APPROVAL_PENDING' && mine.has(customId ?? ''),
  )
  if (open.length === 0) return
  await life.attempt('approve', () => life.shop.control(`subscriptions/${life.random.pick(open).id}/approve`))
}

/** Of one of the subscriptions, as its owner. */
const asPayer =
  (what: string, act: (life: RegionLife, owner: UserActor, id: string) => Promise<unknown>): Act =>
  async (life) => {
    const row = life.random.pick(await life.rows())
    const owner = life.personOf(row.userId)
    if (owner) await life.attempt(what, () => act(life, owner, row.id))
  }
export const payAgain = asPayer('pay again', ({ platform, random }, owner, id) =>
  platform.api(owner).billing.payAgain({ id, newAgreement: random.int(0, 1) === 1 }),
)
export const payAnew: Act = async (life) => {
  await asPayer('pay anew', ({ platform }, owner, id) =>
    platform.api(owner).billing.payAgain({ id, newAgreement: true }),
  )(life)
  await approve(life)
}
export const cancel = asPayer('cancel', ({ platform }, owner, id) =>
  platform.api(owner).billing.cancel({ id }),
)

export const changeTier = asPayer('ask for a size', ({ platform, random }, owner, id) =>
  platform.api(owner).billing.changeTier({ id, tier: random.pick(TIERS) }),
)
export const giveUpTierChange = asPayer('give a size up', ({ platform }, owner, id) =>
  platform.api(owner).billing.giveUpTierChange({ id }),
)
/** Somebody agrees at PayPal to a size that they were asked for, also of a link from long before. */
export const consent: Act = async (life) => {
  const asked = (await life.paypal()).subscriptions.filter(({ revisions }) => revisions.length > 0)
  if (asked.length === 0) return
  await life.attempt('agree to a size', () =>
    life.shop.control(`subscriptions/${life.random.pick(asked).id}/consent`),
  )
}
/** The owner of the region asks for a size and agrees. */
export const changeSize: Act = async (life) => {
  const { platform, random, region } = life
  const current = (await life.rows()).findLast(
    ({ regionId, status }) => regionId === region.id && status === 'active',
  )
  const owner = life.personOf(current?.userId ?? '')
  if (!current || !owner) return
  const tier = random.pick(TIERS.filter((other) => other !== current.tier))
  await life.attempt(`ask for the size ${tier}`, () =>
    platform.api(owner).billing.changeTier({ id: current.id, tier }),
  )
  await life.attempt(`agree to the size ${tier}`, () =>
    life.shop.control(`subscriptions/${current.paypalSubscriptionId}/consent`),
  )
}

/** An administrator gives the newest payment back, or five dollars of it. */
export const refund: Act = async ({ platform, people, admin, random, attempt }) => {
  const [payment] = await platform.db
    .select({ id: paymentLedger.id, callsign: users.callsign })
    .from(paymentLedger)
    .innerJoin(subscriptions, eq(subscriptions.id, paymentLedger.subscriptionId))
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .where(
      and(
        eq(paymentLedger.kind, 'payment'),
        inArray(
          users.id,
          people.map(({ userId }) => userId),
        ),
      ),
    )
    .orderBy(desc(paymentLedger.occurredAt))
    .limit(1)
  if (!payment) return
  await attempt('refund', () =>
    platform.api(admin).billing.refund({
      ...{ paymentId: payment.id, confirmation: payment.callsign, reason: 'Asked for.' },
      ...(random.int(0, 1) ? {} : { amount: '5.00' }),
    }),
  )
}

export const logInAll: Act = async ({ people, logIn }) => {
  for (const person of people) await logIn(person)
}

const callsignOf = async ({ platform }: RegionLife, { userId }: UserActor): Promise<string> => {
  const [row] = await platform.db.select().from(users).where(eq(users.id, userId))
  return row?.callsign ?? ''
}

/** The next step of a rescue, by those who may take it. */
export const actOnRescue: Act = async (life) => {
  const { platform, random, region, people, attempt } = life
  const open = await platform.db
    .select()
    .from(rescues)
    .where(and(eq(rescues.regionId, region.id), inArray(rescues.status, [...OPEN_RESCUES])))
    .orderBy(asc(rescues.namedAt), asc(rescues.id))
  const rescue = open.length > 0 && random.int(1, 5) > 1 ? random.pick(open) : null
  const rescuer = rescue && life.personOf(rescue.rescuerId)
  if (!rescue || !rescuer) {
    const callsign = await callsignOf(life, random.pick(people.slice(1)))
    return attempt('name a rescuer', () =>
      platform.api(random.pick(people)).ownership.nameRescuer({ region: region.name, callsign }),
    )
  }
  const rescueId = rescue.id
  switch (rescue.status) {
    case 'named':
      return attempt('accept a naming', () => platform.api(rescuer).ownership.acceptNaming({ rescueId }))
    case 'voting':
      for (const person of people) {
        const choice = random.pick(['yes', 'yes', 'yes', 'no'] as const)
        if (random.int(1, 5) === 1) continue
        await attempt(`vote ${choice} on a rescue`, () =>
          platform.api(person).ownership.castRescue({ rescueId, choice }),
        )
      }
      return
    case 'won':
      await attempt('take over by rescue', () =>
        platform.api(rescuer).billing.startTakeover({ rescueId, tier: random.pick(TIERS) }),
      )
      return random.int(0, 2) ? approve(life) : undefined
    default:
      if (random.int(1, 4) > 1) return
      return attempt('decline a naming', () => platform.api(rescuer).ownership.declineNaming({ rescueId }))
  }
}

/** The next step of a transfer, by those who may take it. */
export const actOnTransfer: Act = async (life) => {
  const { platform, random, region, people, attempt } = life
  const [newest] = await platform.db
    .select()
    .from(transfers)
    .where(eq(transfers.regionId, region.id))
    .orderBy(desc(transfers.offeredAt), desc(transfers.id))
    .limit(1)
  const [row] = await platform.db.select().from(regions).where(eq(regions.id, region.id))
  const owner = life.personOf(row?.ownerId ?? '') ?? random.pick(people)
  if (!newest || !OPEN_TRANSFERS.some((open) => open === newest.status)) {
    const callsign = await callsignOf(life, random.pick(people.filter((person) => person !== owner)))
    return attempt('offer the region', () =>
      platform.api(owner).ownership.offerTransfer({ region: region.name, callsign, terms: '' }),
    )
  }
  const transferId = newest.id
  const receiver = life.personOf(newest.toId) ?? random.pick(people)
  if (random.int(1, 6) === 1)
    return attempt('withdraw a transfer', () =>
      platform.api(random.pick([owner, receiver])).ownership.withdrawTransfer({ transferId }),
    )
  if (newest.status === 'offered')
    return attempt('accept a transfer', () => platform.api(receiver).ownership.acceptTransfer({ transferId }))
  await attempt('take over by transfer', () =>
    platform.api(receiver).billing.startTransferTakeover({ transferId, tier: random.pick(TIERS) }),
  )
  return random.int(0, 2) ? approve(life) : undefined
}

export const holdDeliveries: Act = ({ shop, attempt }) =>
  attempt('deliveries are held', () => shop.control('deliveries/hold', { held: true }))

export const releaseInAnyOrder: Act = ({ shop, seed, story, attempt }) =>
  attempt('held deliveries come', () =>
    shop.control('deliveries/release', { order: 'shuffled', seed: `${seed} ${story.length}` }),
  )

export const deliverAgain: Act = async ({ shop, random, paypal }) => {
  const { events } = await paypal()
  if (events.length > 0) await shop.control(`events/${random.pick(events).id}/resend`, { times: 2 })
  await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
}
