import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { regions } from '#db/schema/platform/regions.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'

const shop = useTestShop()
const { platform } = shop
const HOUR_MS = 3_600_000

let names = 0
const wanting = (displayName: string) => ({ regionName: `wanted-${++names}`, displayName })
const TAKEN = {
  code: 'CONFLICT',
  message: expect.stringContaining('Choose another display name.') as unknown,
}

describe('the display name of a new region', () => {
  it.each(['Halcyon Commons', 'Halcyon  Commons', 'halcyon-commons', 'HaIcyon Commons', 'Halcyon Cornmons'])(
    'cannot be %s beside Halcyon Commons',
    async (displayName) => {
      const [standing] = await platform.db
        .select()
        .from(regions)
        .where(eq(regions.displayName, 'Halcyon Commons'))
      if (!standing) await makeRegion(platform, { displayName: 'Halcyon Commons' })
      await expect(shop.checkout(wanting(displayName))).rejects.toMatchObject(TAKEN)
      expect(
        await platform.api().billing.checkDisplayName({ displayName, name: 'some-region' }),
      ).toMatchObject({ available: false })
    },
  )

  it.each([
    '\u3164\u3164\u3164',
    '\u2800\u2800\u2800',
    'A\u200cB\u200cC',
    'Halcyоn Commons',
    'The Central Nexus',
  ])('cannot be %j at all', async (displayName) => {
    await expect(shop.checkout(wanting(displayName))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const answer = await platform.api().billing.checkDisplayName({ displayName, name: 'some-region' })
    expect(answer).toMatchObject({ available: false })
  })

  it('follows the same rules when it is left out and the web address stands for it', async () => {
    await makeRegion(platform, { displayName: 'Silent Reach' })
    await expect(shop.checkout({ regionName: 'silent-reach' })).rejects.toMatchObject(TAKEN)
    await expect(shop.checkout({ regionName: 'paypal-help' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('goes to one of several buyers who want one that looks the same at once', async () => {
    const wanted = ['Amber Well', 'Arnber Well', 'AMBER WELL', 'Amber-Well']
    const outcomes = await Promise.allSettled(wanted.map((name) => shop.checkout(wanting(name))))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(TAKEN)
  })

  it('is held for its buyer, who finds it available, until the checkout is over', async () => {
    const wish = wanting('Kept Harbour')
    const first = await shop.checkout(wish)
    const ask = { displayName: 'Kept Harbour', name: wish.regionName }
    expect(await platform.api(first.buyer).billing.checkDisplayName(ask)).toMatchObject({ available: true })
    expect(await platform.api().billing.checkDisplayName(ask)).toMatchObject({ available: false })
    await expect(shop.checkout(wanting('Kept Harb0ur'))).rejects.toMatchObject(TAKEN)
    await platform.api(first.buyer).billing.cancel({ id: first.id })
    await shop.checkout(wanting('Kept Harb0ur'))
  })

  it('can be changed while the checkout is open, to one that is free', async () => {
    await makeRegion(platform, { displayName: 'Cold Shore' })
    const wish = wanting('Warm Shore')
    const first = await shop.checkout(wish)
    await expect(shop.checkout({ ...wish, displayName: 'CoId Shore' }, first.buyer)).rejects.toMatchObject(
      TAKEN,
    )
    expect((await shop.row(first.id)).draft?.displayName).toBe('Warm Shore')
    await shop.checkout({ ...wish, displayName: 'Mild Shore' }, first.buyer)
    await shop.checkout(wanting('Warm Shore'))
    await expect(shop.checkout(wanting('Mild Shore'))).rejects.toMatchObject(TAKEN)
  })

  it('stays with who bought it: a late payment for one like it is flagged and cancelled', async () => {
    const late = await shop.checkout(wanting('Long Wake'))
    platform.clock.advance(HOUR_MS + 60_000)
    // The first checkout is over before the second begins.
    await shop.deliver()
    const winner = await shop.buy(wanting('Long VVake'))
    await shop.control(`subscriptions/${late.paypalSubscriptionId}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await shop.row(late.id)).toMatchObject({ status: 'abandoned', flagged: true, regionId: null })
    const [bought] = await platform.db.select().from(regions).where(eq(regions.displayName, 'Long VVake'))
    expect(bought).toMatchObject({ ownerId: winner.buyer.userId })
  })

  it('is free again when its region is terminated, as its web address is', async () => {
    const { region } = await makeRegion(platform, { displayName: 'Gone Reach' })
    await expect(shop.checkout(wanting('Gone Reach'))).rejects.toMatchObject(TAKEN)
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, region.id))
    await shop.checkout(wanting('Gone Reach'))
  })

  it('is refused by the database itself, whoever writes it', async () => {
    const owner = await makeUser(platform)
    await makeRegion(platform, { displayName: 'Iron Vale', owner })
    await expect(makeRegion(platform, { displayName: 'lron Vale', owner })).rejects.toMatchObject({
      cause: { constraint: 'regions_display_name_key' },
    })
  })
})
