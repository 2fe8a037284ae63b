import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { billingEvents, paymentLedger, paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { OWING_STATUSES } from '#server/domain/billing/dunning-step.ts'
import { LEDGER_KINDS } from '#server/domain/billing/payment-ledger.ts'
import { PLANS, PLAN_KEYS, type PlanKey } from '#server/domain/billing/plans.ts'
import { offerOf, TIERS, type Tier } from '#server/domain/billing/tiers.ts'
import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { offerWords } from './offer-words.ts'

const platform = useTestPlatform()
const NOW = Date.parse('2102-06-15T12:00:00Z')
const page = { page: 1, pageSize: 100 }

type Written = { status: SubscriptionStatus; ends: Date | null; amountMinor: number }
type Sold = { plan?: PlanKey; tier?: Tier }

let admin: UserActor
beforeEach(async () => {
  platform.clock.set(0)
  const now = await platform.clock.now(platform.db)
  platform.clock.set(NOW - now.getTime())
  await platform.db.delete(billingEvents)
  await platform.db.delete(paymentLedger)
  await platform.db.delete(paypalBindings)
  await platform.db.delete(subscriptions)
  admin = await makeUser(platform, { role: 'admin' })
})

async function write(
  owner: UserActor,
  { status, ends, ...given }: Omit<Written, 'amountMinor'> & Sold,
  more: { regionId?: string; paypalSubscriptionId?: string; nextTransitionAt?: Date } = {},
) {
  const { plan = 'galactic_citizen', tier = 'standard' } = given
  const createdAt = new Date(NOW - 400 * DAY_MS)
  const [row] = await platform.db
    .insert(subscriptions)
    .values({
      ...{
        userId: owner.userId,
        plan,
        tier,
        status,
        state: {},
        paidThrough: ends,
        createdAt,
        updatedAt: createdAt,
      },
      ...{ amountMinor: PLANS[plan].firstPrice.minor, currency: 'USD', ...more },
    })
    .returning({ id: subscriptions.id })
  if (!row) throw new Error('the subscription was not written')
  return row.id
}

const pay = (
  subscriptionId: string,
  at: Date,
  kind: (typeof LEDGER_KINDS)[number] = 'payment',
  minor = 500,
  feeMinor: number | null = null,
) =>
  platform.db.insert(paymentLedger).values({
    ...{ subscriptionId, kind, paypalId: randomUUID(), amountMinor: minor, currency: 'USD', feeMinor },
    ...{ occurredAt: at, recordedAt: at },
  })

const at = (day: string) => new Date(`${day}T08:00:00Z`)
const revenue = () => platform.api(admin).billing.revenue()

describe('revenue', () => {
  it('equals the ledger and the subscriptions, whatever they are', async () => {
    const owner = await makeUser(platform)
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const pick = <One>(all: readonly One[]): One => all[random(all.length)] as One
    const all: (Written & { plan: PlanKey; tier: Tier; begins: Date | null })[] = []
    const ledger: { at: Date; kind: string; minor: number }[] = []
    const graces: Date[] = []
    for (let n = 0; n < 60; n++) {
      const plan = pick(PLAN_KEYS)
      const tier = plan === 'regional_owner' ? pick(TIERS) : 'standard'
      const status = pick(SUBSCRIPTION_STATUSES)
      const isPaid = status !== 'pending' && status !== 'abandoned'
      const begins = isPaid ? new Date(NOW - random(380) * DAY_MS) : null
      const ends = begins && new Date(begins.getTime() + (1 + random(200)) * DAY_MS)
      const id = await write(owner, { status, ends, plan, tier })
      all.push({ status, ends, plan, tier, begins, amountMinor: PLANS[plan].firstPrice.minor })
      for (let paid = begins; paid && ends && paid < ends && paid.getTime() <= NOW;) {
        const kind = paid === begins ? 'payment' : pick(LEDGER_KINDS)
        const minor = 1 + random(5_000)
        await pay(id, paid, kind, minor)
        ledger.push({ at: paid, kind, minor })
        if (random(4) === 0) {
          await platform.db
            .insert(billingEvents)
            .values({ subscriptionId: id, at: paid, kind: 'enter-grace', detail: {} })
          graces.push(paid)
        }
        paid = new Date(paid.getTime() + 30 * DAY_MS)
      }
    }

    const { recurring, months } = await revenue()
    const sold = [
      ...TIERS.map((tier) => ({ plan: 'regional_owner' as const, tier })),
      { plan: 'galactic_citizen' as const, tier: 'standard' as const },
    ]
    const { config } = platform.ctx()
    expect(recurring).toEqual(
      sold.flatMap(({ plan, tier }) => {
        const paying = all.filter(
          (one) => one.plan === plan && one.tier === tier && ['active', 'grace'].includes(one.status),
        )
        if (paying.length === 0) return []
        const owing = paying.filter(({ status }) => status === 'grace')
        const sum = (some: Written[]) => some.reduce((total, one) => total + one.amountMinor, 0)
        return {
          ...{ plan, tier, name: offerWords(config, offerOf(plan, tier)).name, currency: 'USD' },
          ...{ subscriptions: paying.length, amountMinor: sum(paying) },
          ...{ owing: owing.length, owingMinor: sum(owing) },
        }
      }),
    )
    expect(months).toHaveLength(12)
    for (const { month, received, failed, activeAtStart, ended, plans } of months) {
      const isIn = (moment: Date) => moment.toISOString().startsWith(month)
      const sum = (isKind: (kind: string) => boolean) =>
        ledger.filter((one) => isIn(one.at) && isKind(one.kind)).reduce((total, one) => total + one.minor, 0)
      const paid = sum((kind) => kind === 'payment')
      const back = sum((kind) => kind === 'reinstatement')
      const returned = sum((kind) => kind === 'refund' || kind === 'reversal') - back
      const expected = ledger.some((one) => isIn(one.at))
        ? [{ currency: 'USD', paidMinor: paid, returnedMinor: returned, feeMinor: 0, feelessMinor: paid }]
        : []
      expect([month, received]).toEqual([month, expected])
      expect([month, failed]).toEqual([month, graces.filter(isIn).length])
      const start = new Date(`${month}-01T00:00:00Z`)
      const isOver = (one: Written) => !['active', 'grace', 'pending', 'abandoned'].includes(one.status)
      const active = all.filter(
        (one) => one.begins && one.begins < start && one.ends && (!isOver(one) || one.ends >= start),
      )
      const over = active.filter(
        (one) => isOver(one) && one.ends && isIn(one.ends) && one.ends.getTime() <= NOW,
      )
      expect([month, activeAtStart, ended]).toEqual([month, active.length, over.length])
      const total = (what: 'activeAtStart' | 'ended') => plans.reduce((all, plan) => all + plan[what], 0)
      expect([total('activeAtStart'), total('ended')]).toEqual([active.length, over.length])
      for (const plan of PLAN_KEYS) {
        const ofPlan = (some: Written[]) =>
          some.filter((one) => 'plan' in one && one.plan === plan).map((one) => one.amountMinor)
        const line = plans.find((one) => one.plan === plan)
        const amounts = [ofPlan(active), ofPlan(over)].map((all) => all.reduce((sum, one) => sum + one, 0))
        expect([month, plan, line?.recurringMinor ?? 0, line?.endedMinor ?? 0]).toEqual([
          month,
          plan,
          ...amounts,
        ])
      }
    }
  })

  it('counts a month’s churn: who ended of those who were there, not who came within the month', async () => {
    const owner = await makeUser(platform)
    const ended = await write(owner, { status: 'terminated', ends: at('2102-05-20') })
    const kept = await write(owner, { status: 'active', ends: at('2102-07-01') })
    const brief = await write(owner, { status: 'terminated', ends: at('2102-05-30') })
    const later = await write(owner, { status: 'cancelled', ends: at('2102-06-28') })
    for (const id of [ended, kept, later]) await pay(id, at('2102-03-10'))
    await pay(brief, at('2102-05-02'))
    const { months } = await revenue()
    expect(months.find(({ month }) => month === '2102-05')).toMatchObject({ activeAtStart: 3, ended: 1 })
    // It is cancelled, but paid for until after today.
    expect(months.at(-1)).toMatchObject({ month: '2102-06', activeAtStart: 2, ended: 0 })
  })

  it('of each plan is what is counted by hand, also where one payment is of two months', async () => {
    const owner = await makeUser(platform)
    const paid = async (given: Parameters<typeof write>[1], ...days: string[]) => {
      const id = await write(owner, given)
      for (const day of days)
        await pay(id, at(day), 'payment', PLANS[given.plan ?? 'galactic_citizen'].firstPrice.minor)
      return id
    }
    const region = { plan: 'regional_owner' } as const
    await paid(
      { ...region, status: 'active', ends: at('2102-07-10') },
      '2102-03-10',
      '2102-04-10',
      '2102-05-10',
    )
    await paid({ ...region, status: 'terminated', ends: at('2102-05-20') }, '2102-04-20')
    await paid({ status: 'grace', ends: at('2102-06-02') }, '2102-04-30', '2102-05-02')
    const late = await paid({ status: 'active', ends: at('2102-07-04') })
    await pay(late, at('2102-05-04'), 'payment', 2 * PLANS.galactic_citizen.firstPrice.minor)
    await pay(late, at('2102-05-05'), 'refund', 200)
    const [owned, citizen] = [PLANS.regional_owner.firstPrice.minor, PLANS.galactic_citizen.firstPrice.minor]
    const none = {
      ...{ paidMinor: 0, returnedMinor: 0, feeMinor: 0 },
      ...{ ended: 0, endedMinor: 0, currency: 'USD' },
    }
    const { months } = await revenue()
    const plansOf = (asked: string) => months.find(({ month }) => month === asked)?.plans
    expect(plansOf('2102-02')).toEqual([])
    expect(plansOf('2102-03')).toEqual([
      { ...none, ...region, activeAtStart: 0, recurringMinor: 0, paidMinor: owned },
    ])
    expect(plansOf('2102-04')).toEqual([
      { ...none, ...region, activeAtStart: 1, recurringMinor: owned, paidMinor: 2 * owned },
      { ...none, plan: 'galactic_citizen', activeAtStart: 0, recurringMinor: 0, paidMinor: citizen },
    ])
    expect(plansOf('2102-05')).toEqual([
      {
        ...{ ...none, ...region, activeAtStart: 2, recurringMinor: 2 * owned, paidMinor: owned },
        ...{ ended: 1, endedMinor: owned },
      },
      {
        ...{ ...none, plan: 'galactic_citizen', activeAtStart: 1, recurringMinor: citizen },
        ...{ paidMinor: 3 * citizen, returnedMinor: 200 },
      },
    ])
    expect(plansOf('2102-06')).toEqual([
      { ...none, ...region, activeAtStart: 1, recurringMinor: owned },
      { ...none, plan: 'galactic_citizen', activeAtStart: 2, recurringMinor: 2 * citizen },
    ])
  })

  it('has what PayPal kept, what hosting costs, and with how many regions that pays for itself', async () => {
    const { owner } = await makeRegion(platform)
    const before = (await revenue()).hosting
    const id = await write(owner, { status: 'active', ends: at('2102-07-10'), plan: 'regional_owner' })
    await platform.db.update(subscriptions).set({ amountMinor: 2500 }).where(eq(subscriptions.id, id))
    await pay(id, at('2102-05-10'), 'payment', 2500, 136)
    await pay(id, at('2102-05-11'), 'refund', 1000, 36)
    await pay(id, at('2102-06-10'), 'payment', 2500)
    const { months, hosting } = await revenue()
    expect(months.at(-2)).toMatchObject({
      received: [{ paidMinor: 2500, returnedMinor: 1000, feeMinor: 100, feelessMinor: 0 }],
      plans: [{ plan: 'regional_owner', feeMinor: 100 }],
    })
    // PayPal has not said what it kept of the last one.
    expect(months.at(-1)?.received).toMatchObject([{ feeMinor: 0, feelessMinor: 2500 }])
    const cost = { leastMinor: 20_000 + before.regions * 500, mostMinor: 20_000 + before.regions * 1500 }
    expect(before).toMatchObject({ ...cost, breakEven: null })
    // A region brings 25.00 less 4 % and costs 5 to 15: 200 / 19 and 200 / 9.
    expect(hosting).toMatchObject({ regions: before.regions, ...cost, breakEven: { least: 11, most: 23 } })
    expect(months.at(-1)?.cost).toMatchObject({ regions: before.regions, ...cost })
  })

  it('counts the regions that a month hosted, also of those that are gone since', async () => {
    const { region } = await makeRegion(platform)
    const hosted = async () => (await revenue()).months.slice(-3).map(({ cost }) => cost.regions)
    const [past, last, now] = await hosted()
    await platform.db
      .update(regions)
      .set({ createdAt: at('2102-04-10'), statusChangedAt: at('2102-04-10') })
      .where(eq(regions.id, region.id))
    expect(await hosted()).toEqual([(past ?? 0) + 1, (last ?? 0) + 1, now])
    await platform.db
      .update(regions)
      .set({ status: 'archived', statusChangedAt: at('2102-05-20') })
      .where(eq(regions.id, region.id))
    expect(await hosted()).toEqual([(past ?? 0) + 1, (last ?? 0) + 1, (now ?? 0) - 1])
  })

  it('is empty without payments, and for administrators only', async () => {
    const { recurring, months } = await revenue()
    expect(recurring).toEqual([])
    expect(months.every(({ received, failed }) => received.length === 0 && failed === 0)).toBe(true)
    const player = await makeUser(platform)
    const { billing, regions } = platform.api(player)
    for (const ask of [billing.revenue(), billing.listAll({}), billing.owing({}), regions.listAll({})])
      await expect(ask).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the list of all subscriptions', () => {
  it('is found by any PayPal id, the owner’s callsign or the region’s name, and narrowed by status', async () => {
    const { region, owner } = await makeRegion(platform)
    const other = await makeUser(platform)
    const mine = await write(
      owner,
      { status: 'active', ends: null, plan: 'regional_owner' },
      { regionId: region.id, paypalSubscriptionId: 'I-CURRENT' },
    )
    const theirs = await write(other, { status: 'pending', ends: null })
    await platform.db.insert(paypalBindings).values({
      ...{
        id: randomUUID(),
        subscriptionId: mine,
        paypalSubscriptionId: 'I-EARLIER',
        createdAt: new Date(NOW),
      },
    })
    const { listAll } = platform.api(admin).billing
    const found = async (text: string) => (await listAll({ text })).items.map(({ id }) => id)
    for (const text of ['I-CURRENT', 'I-EARLIER', owner.callsign.toUpperCase(), region.name])
      expect([text, await found(text)]).toEqual([text, [mine]])
    expect(await found('I-NOBODY')).toEqual([])
    expect(new Set(await found(''))).toEqual(new Set([mine, theirs]))
    expect((await listAll({ status: 'pending' })).items.map(({ id }) => id)).toEqual([theirs])
  })

  it('has those whose payment failed with what dunning does next, the soonest first', async () => {
    const owner = await makeUser(platform)
    const ids: string[] = []
    for (const [days, status] of OWING_STATUSES.entries())
      ids.unshift(
        await write(
          owner,
          { status, ends: at('2102-06-01') },
          { nextTransitionAt: new Date(NOW + (9 - days) * DAY_MS) },
        ),
      )
    await write(owner, { status: 'active', ends: at('2102-07-01') })
    const { items, total } = await platform.api(admin).billing.owing(page)
    expect(items.map(({ id }) => id)).toEqual(ids)
    expect(total).toBe(OWING_STATUSES.length)
    expect(items[0]).toMatchObject({ amountMinor: 500, owner: { callsign: owner.callsign } })
  })
})

describe('the list of all regions', () => {
  it('is found by name and display name, of every status, with owner and citizens', async () => {
    const { region, owner } = await makeRegion(platform)
    const { listAll } = platform.api(admin).regions
    const found = async (text: string) => (await listAll({ text })).items.map(({ name }) => name)
    expect(await found(region.name.slice(0, -1))).toContain(region.name)
    expect(await found(region.displayName.slice(1).toUpperCase())).toContain(region.name)
    expect(await found('no such region %')).toEqual([])
    const { items } = await listAll({ text: region.name, status: region.status })
    expect(items[0]).toMatchObject({
      name: region.name,
      owner: { id: owner.userId },
      citizens: expect.any(Number) as number,
    })
    expect((await listAll({ text: region.name, status: 'terminated' })).items).toEqual([])
  })
})
