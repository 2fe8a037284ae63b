import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { refunds } from '#db/schema/platform/billing.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { deletionSteps } from '#server/testing/deletion-steps.ts'
import { withoutPayPal } from '#server/testing/billing-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { carryOutDeletion } from './carry-out-deletion.ts'

const shop = useTestShop()
const { platform } = shop
const steps = deletionSteps(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const GALACTIC = { plan: 'galactic_citizen', regionName: undefined } as const

describe('who deletes their account', () => {
  it('is charged no more: the citizenship is cancelled at PayPal before anything is erased', async () => {
    const buyer = await steps.makePerson()
    const bought = await shop.buy(GALACTIC, buyer)
    await steps.ask(buyer)
    platform.clock.advance(15 * 86_400_000)
    await expect(
      carryOutDeletion(withoutPayPal(system(), 'getSubscription', 'cancel'), buyer),
    ).rejects.toThrow()
    expect((await steps.rowOf(buyer)).expiredAt).toBeNull()
    await carryOutDeletion(system(), buyer)
    expect((await steps.rowOf(buyer)).expiredAt).not.toBeNull()
    expect(await shop.row(bought.id)).toMatchObject({ paypalStatus: 'CANCELLED' })
  })

  it('cannot buy anything while the deletion is under way', async () => {
    const buyer = await steps.makePerson()
    await steps.ask(buyer)
    await expect(shop.checkout({}, buyer)).rejects.toMatchObject({ cause: { reason: 'deletion-asked' } })
  })

  it('founds no region by a payment that arrives afterwards: it is flagged, and goes back', async () => {
    const buyer = await steps.makePerson()
    const open = await shop.checkout({}, buyer)
    const row = await steps.leave(buyer)
    expect(row.expiredAt).not.toBeNull()
    await shop.control(`subscriptions/${open.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await platform.db.$count(regions, eq(regions.ownerId, buyer.userId))).toBe(0)
    expect(await shop.row(open.id)).toMatchObject({ flagged: true, status: 'abandoned', paidThrough: null })
    await shop.deliver()
    // It bills no further month for nobody.
    expect((await shop.row(open.id)).paypalStatus).toBe('CANCELLED')
    expect(await platform.db.select().from(refunds).where(eq(refunds.subscriptionId, open.id))).toMatchObject(
      [{ status: 'done', cause: 'owner-gone', amountMinor: 2500 }],
    )
  })
})
