import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paypalBindings, paypalInbox, refunds } from '#db/schema/platform/billing.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { withoutPayPal } from '#server/testing/billing-steps.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { rescueSteps } from '#server/testing/rescue-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { handOver } from './hand-over.ts'
import { processInboxEvent } from './process-inbox-event.ts'
import { settleSubscription } from './settle-subscription.ts'
import { sweepBilling } from './sweep-billing.ts'

const shop = useTestShop()
const { platform } = shop
const { actionsOn, approveTakeover, cast, makeVote, makeWinner, noticesOf, ownerOf, see, sweep } =
  rescueSteps(shop)

/** Why the platform gave money of a subscription back. */
const causesOf = async (subscriptionId: string) => {
  const rows = await platform.db.select().from(refunds).where(eq(refunds.subscriptionId, subscriptionId))
  return rows.map(({ cause }) => cause)
}

const newestAgreement = async (subscriptionId: string) => {
  const rows = await platform.db
    .select()
    .from(paypalBindings)
    .where(eq(paypalBindings.subscriptionId, subscriptionId))
    .orderBy(paypalBindings.createdAt)
  return rows.at(-1)?.paypalSubscriptionId ?? ''
}

describe('a rescue', () => {
  it('passes the region to the winner at their payment, and ends the old subscription at PayPal', async () => {
    const { id, owner, region, ada, ben, rescueId } = await makeWinner({ governanceType: 'democracy' })
    expect(await see(ada, rescueId)).toMatchObject({ status: 'won', canPay: true })
    expect(await see(ben, rescueId)).toMatchObject({ status: 'won', canPay: false })
    const started = await approveTakeover(ada, rescueId)
    expect(await ownerOf(region)).toMatchObject({ ownerId: owner.userId })
    await shop.deliver()

    expect(await ownerOf(region)).toEqual({ ownerId: ada.userId, status: 'active' })
    expect(await shop.row(id)).toMatchObject({ status: 'handed_over', paypalStatus: 'CANCELLED' })
    expect(await shop.row(started.id)).toMatchObject({ status: 'active', regionId: region.id })
    expect(await see(ada, rescueId)).toMatchObject({
      status: 'rescued',
      formerOwner: { userId: owner.userId },
    })
    expect(await actionsOn(region.id)).toContain('region.owner-changed')
    expect(await actionsOn(rescueId)).toEqual(
      expect.arrayContaining([
        'rescue.named',
        'rescue.accepted',
        'rescue.counted',
        'rescue.won',
        'rescue.completed',
      ]),
    )
    expect(await noticesOf(owner)).toEqual(expect.arrayContaining(['ownership.lost']))
    expect(await noticesOf(ada)).toEqual(expect.arrayContaining(['ownership.rescue-won', 'ownership.gained']))
    // The former owner stays what they are.
    const [member] = await platform.db.select().from(memberships).where(eq(memberships.userId, owner.userId))
    expect(member).toMatchObject({ type: 'citizen' })
    await shop.passDays(20)
    expect(await ownerOf(region)).toEqual({ ownerId: ada.userId, status: 'active' })
  })

  it('ends when the old owner pays before, and gives back what the winner paid', async () => {
    const { id, owner, region, ada, rescueId, paypalSubscriptionId } = await makeWinner()
    const started = await approveTakeover(ada, rescueId)
    await shop.control(`subscriptions/${paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await platform.api(owner).billing.payAgain({ id })).toMatchObject({ outcome: 'captured' })
    await shop.deliver()
    await shop.deliver()

    expect(await ownerOf(region)).toEqual({ ownerId: owner.userId, status: 'active' })
    expect(await see(ada, rescueId)).toMatchObject({ status: 'lapsed', endReason: 'The owner paid.' })
    expect(await shop.row(started.id)).toMatchObject({ status: 'abandoned', paypalStatus: 'CANCELLED' })
    expect(
      await platform.db.select().from(refunds).where(eq(refunds.subscriptionId, started.id)),
    ).toMatchObject([{ cause: 'region-kept', status: 'done', amountMinor: 2500 }])
    expect((await shop.row(id)).paypalStatus).toBe('ACTIVE')
  })

  it('ends without a payment in 72 hours; the winner rests and others can be named', async () => {
    const { owner, region, ada, rescueId } = await makeWinner()
    platform.clock.advance(3 * DAY_MS)
    await sweep()
    expect(await see(ada, rescueId)).toMatchObject({ status: 'lapsed', canPay: false })
    expect(await ownerOf(region)).toMatchObject({ ownerId: owner.userId })
    await expect(platform.api(ada).billing.startTakeover({ rescueId })).rejects.toMatchObject({
      cause: { reason: 'not-won' },
    })
    await expect(
      platform.api(ada).ownership.nameRescuer({ region: region.name, callsign: ada.callsign }),
    ).rejects.toMatchObject({ cause: { reason: 'rest' } })
  })
})

describe('what is paid beside the rule', () => {
  it('by the winner after the 72 hours goes back', async () => {
    const { region, owner, ada, rescueId } = await makeWinner()
    const started = await platform.api(ada).billing.startTakeover({ rescueId })
    // The same checkout for a second click.
    expect((await platform.api(ada).billing.startTakeover({ rescueId })).id).toBe(started.id)
    platform.clock.advance(3 * DAY_MS + 1_000)
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await ownerOf(region)).toMatchObject({ ownerId: owner.userId })
    expect(await causesOf(started.id)).toEqual(['region-kept'])
    expect(await shop.row(started.id)).toMatchObject({ status: 'abandoned', paidThrough: null })
  })

  it('in time but heard of later counts: PayPal is asked before the right ends', async () => {
    const { region, ada, rescueId } = await makeWinner()
    await approveTakeover(ada, rescueId)
    platform.clock.advance(3 * DAY_MS + 1_000)
    await sweep()
    expect(await ownerOf(region)).toMatchObject({ ownerId: ada.userId })
  })

  it('before the archive but heard of after it counts; nobody has the right to pay beyond it', async () => {
    const { id, region, ada, ben, rescueId } = await makeVote()
    for (const voter of [ada, ben]) await cast(voter, rescueId, 'yes')
    const archivedAt = readState((await shop.row(id)).state).timetable?.evacuationUntil ?? new Date(0)
    const reach = async (at: number) =>
      platform.clock.advance(at - (await platform.clock.now(platform.db)).getTime())
    // It is counted late, a day before the archive begins.
    await reach(archivedAt.getTime() - DAY_MS)
    await sweep()
    expect(await see(ada, rescueId)).toMatchObject({ status: 'won', payUntil: archivedAt.toISOString() })
    const started = await approveTakeover(ada, rescueId)
    await reach(archivedAt.getTime() + 1_000)
    await settleSubscription(platform.ctx({ kind: 'system', job: 'test' }), { subscriptionId: id })
    expect((await shop.row(id)).status).toBe('archived')
    await sweep()
    expect(await ownerOf(region)).toMatchObject({ ownerId: ada.userId })
    expect(await shop.row(started.id)).toMatchObject({ status: 'active', regionId: region.id })
    expect(await causesOf(started.id)).toEqual([])
  })

  it('by a winner who is no citizen any more goes back, and none such starts a checkout', async () => {
    const { owner, region, ada, rescueId } = await makeWinner()
    const started = await approveTakeover(ada, rescueId)
    await platform.api(ada).membership.leave({ region: region.name })
    await expect(platform.api(ada).billing.startTakeover({ rescueId })).rejects.toMatchObject({
      cause: { reason: 'not-eligible' },
    })
    await shop.deliver()
    await shop.deliver()
    expect(await ownerOf(region)).toMatchObject({ ownerId: owner.userId })
    expect(await causesOf(started.id)).toEqual(['region-kept'])
  })

  it('by the old owner after the region passed goes back, and is billed no more', async () => {
    const { id, owner, region, ada, rescueId } = await makeWinner()
    // A renewal that was opened and not approved cannot be cancelled at PayPal.
    const renewal = await platform.api(owner).billing.payAgain({ id, newAgreement: true })
    expect(renewal.outcome).toBe('approve')
    await approveTakeover(ada, rescueId)
    await shop.deliver()
    expect(await ownerOf(region)).toMatchObject({ ownerId: ada.userId })
    const late = await newestAgreement(id)
    await shop.control(`subscriptions/${late}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await causesOf(id)).toEqual(['handed-over'])
    expect(await ownerOf(region)).toEqual({ ownerId: ada.userId, status: 'active' })
    expect(await shop.row(id)).toMatchObject({ status: 'handed_over', paypalStatus: 'CANCELLED' })
    expect((await platform.api(owner).billing.get({ id })).moneyBack).toMatchObject({ value: '25.00' })
    await expect(platform.api(owner).billing.payAgain({ id })).rejects.toMatchObject({
      cause: { reason: 'not-restorable' },
    })
    await expect(platform.api(owner).billing.cancel({ id })).rejects.toMatchObject({
      cause: { reason: 'already-cancelled' },
    })
  })

  it('and taken back by the new owner runs the timetable for them: the old owner gets nothing back', async () => {
    const { owner, region, ada, rescueId } = await makeWinner()
    const started = await approveTakeover(ada, rescueId)
    await shop.deliver()
    platform.clock.advance(DAY_MS)
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/dispute`)
    await shop.deliver()
    await shop.deliver()
    expect(await ownerOf(region)).toEqual({ ownerId: ada.userId, status: 'suspended' })
    expect((await shop.row(started.id)).status).toBe('suspended')
    expect(
      await platform.api(owner).ownership.rescues({ region: region.name, page: 1, pageSize: 5 }),
    ).toMatchObject({
      canName: false,
    })
  })
})

describe('the takeover', () => {
  it('is for the winner alone', async () => {
    const { owner, ada, ben, rescueId } = await makeWinner()
    for (const other of [owner, ben])
      await expect(platform.api(other).billing.startTakeover({ rescueId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    const started = await platform.api(ada).billing.startTakeover({ rescueId })
    expect(await actionsOn(started.id)).toContain('billing.takeover-opened')
    expect(await platform.api(ada).billing.get({ id: started.id })).toMatchObject({
      ...{ takesOver: 'rescue', stage: 'approval', price: { value: '25.00' } },
    })
  })

  it('waits while PayPal does not answer, and the sweep repeats it', async () => {
    const { region, owner, ada, rescueId } = await makeWinner()
    const started = await approveTakeover(ada, rescueId)
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    const away = withoutPayPal(platform.ctx({ kind: 'system', job: 'test' }), 'cancel')
    const inbox = await platform.db.select().from(paypalInbox)
    for (const { eventId, processedAt } of inbox)
      if (processedAt === null) await processInboxEvent(away, { eventId })
    await platform.db.execute('delete from job_outbox')
    await expect(handOver(away, { subscriptionId: started.id })).rejects.toThrow()
    expect(await ownerOf(region)).toMatchObject({ ownerId: owner.userId })
    expect((await shop.row(started.id)).status).toBe('pending')
    await sweepBilling(platform.ctx({ kind: 'system', job: 'test' }))
    await platform.runOutbox()
    expect(await ownerOf(region)).toMatchObject({ ownerId: ada.userId })
    // Nothing is left to do.
    await handOver(platform.ctx({ kind: 'system', job: 'test' }), { subscriptionId: started.id })
  })

  it('ends in one owner, who pays, when both pay at the same moment', async () => {
    for (const isOwnerFirst of [true, false, true]) {
      const { id, owner, region, ada, rescueId, paypalSubscriptionId } = await makeWinner()
      const started = await platform.api(ada).billing.startTakeover({ rescueId })
      await shop.control(`subscriptions/${paypalSubscriptionId}/payments`, { outcome: 'succeed' })
      const pays = [
        () =>
          platform
            .api(owner)
            .billing.payAgain({ id })
            .catch(() => null),
        () => shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`),
      ]
      if (!isOwnerFirst) pays.reverse()
      await Promise.all(
        pays.map(async (pay) => {
          await pay()
          await shop.deliver()
        }),
      )
      for (let n = 0; n < 3; n += 1) await shop.deliver()
      await sweep()
      const [old, taken] = [await shop.row(id), await shop.row(started.id)]
      const found = await ownerOf(region)
      expect(found?.status).toBe('active')
      if (found?.ownerId === ada.userId) {
        expect([old.status, taken.status]).toEqual(['handed_over', 'active'])
        expect(old.paypalStatus).toBe('CANCELLED')
        expect(await causesOf(started.id)).toEqual([])
      } else {
        expect(found?.ownerId).toBe(owner.userId)
        expect(taken).toMatchObject({ status: 'abandoned', regionId: null, paypalStatus: 'CANCELLED' })
        expect(await causesOf(started.id)).toEqual(['region-kept'])
        expect(await causesOf(id)).toEqual([])
      }
    }
  })
})
