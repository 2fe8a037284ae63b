import { randomUUID } from 'node:crypto'
import { lt } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { signAccessToken } from '#server/auth/access-token.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { rollUpLogs } from '#server/galaxy/roll-up-logs.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { letGive } from '#server/testing/let-give.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { like } from '#server/testing/like.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader, type MadeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { payPatrols } from './pay-patrols.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000

const galaxyOf = ({ region }: MadeRegion) => platform.galaxy(region.galaxyId ?? '')

/** Everything in the book, read in pages of two. */
async function readBook({ region, owner }: MadeRegion) {
  const items = []
  for (let after: string | undefined; ;) {
    const page = await platform.api(owner).economy.treasury({ region: region.name, pageSize: 2, after })
    items.push(...(page?.entries.items ?? []))
    if (!page?.entries.next) return items
    after = page.entries.next
  }
}

const receiptOf = (outcome: Awaited<ReturnType<MadeTrader['buy']>>) => {
  if (outcome.outcome !== 'filled') throw new Error('the order was not filled')
  return outcome.receipt
}

/** What the treasury got of some orders. */
const leviesOf = (...receipts: { tax: number; tariff: number }[]) =>
  receipts.reduce((sum, { tax, tariff }) => sum + tax + tariff, 0)

/** A stranger to the region, who carries goods from a maker to a user and pays tax and tariff. */
async function trade(made: MadeRegion) {
  const trader = await makeTrader(platform, made.region)
  const { maker, user } = await findTrade(await galaxyOf(made))
  await trader.putAt(maker)
  const bought = receiptOf(await trader.buy(maker, 10))
  await trader.putAt(user)
  const sales = [receiptOf(await trader.sell(user, 4)), receiptOf(await trader.sell(user, 6))]
  return { trader, bought, sales }
}

describe('the treasury ledger', () => {
  it('lists income and spending for the government with player and reason, newest first', async () => {
    const made = await makeRegion(platform, { withGalaxy: true, settings: { defenseLevel: 1 } })
    const { region, owner } = made
    const giver = await makeTrader(platform, region)
    const galaxy = await galaxyOf(made)
    await letGive(galaxy, giver.user.userId)
    const book = () => platform.api(owner).economy.treasury({ region: region.name, pageSize: 2 })
    expect(await book()).toMatchObject({ balance: 0, income30d: 0, spending30d: 0, entries: { items: [] } })
    for (const amount of [150, 350])
      await giver.api.economy.give({ giftId: randomUUID(), region: region.name, amount })
    await payPatrols(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await book()).toMatchObject({
      balance: 0,
      income30d: 500,
      spending30d: 500,
      entries: {
        items: [
          { amount: -500, reason: 'defense_upkeep', callsign: null, day: null },
          { amount: 350, reason: 'treasury_gift', callsign: giver.user.callsign, day: null },
        ],
      },
    })
    await galaxy.update(ledgerPostings).set({ at: new Date(0) })
    await galaxy.update(ledgerTransfers).set({ at: new Date(0) })
    const first = await book()
    const older = await platform
      .api(owner)
      .economy.treasury({ region: region.name, after: first?.entries.next ?? '' })
    expect(older?.entries).toMatchObject({ items: [{ amount: 150 }], next: null })
    expect(await book()).toMatchObject({ balance: 0, income30d: 0, spending30d: 0 })
  })

  it('shows what trade brought as one sum a day and reason, and never who sold or when', async () => {
    const made = await makeRegion(platform, {
      withGalaxy: true,
      settings: { taxRateBp: 1_000, tariffBp: 500 },
    })
    const { bought, sales, trader } = await trade(made)
    const items = await readBook(made)
    const today = (await platform.clock.now(platform.db)).toISOString().slice(0, 10)
    const midnight = `${today}T00:00:00.000Z`
    expect(items.filter(({ day }) => day !== null)).toEqual([
      {
        id: like.any(String),
        at: midnight,
        day: today,
        amount: leviesOf(...sales),
        reason: 'sale',
        callsign: null,
      },
      {
        id: like.any(String),
        at: midnight,
        day: today,
        amount: leviesOf(bought),
        reason: 'purchase',
        callsign: null,
      },
    ])
    expect(JSON.stringify(items)).not.toContain(trader.user.callsign)
  })

  it('adds up to the balance, and the sums of days outlast their postings', async () => {
    const made = await makeRegion(platform, {
      withGalaxy: true,
      settings: { taxRateBp: 1_000, tariffBp: 500 },
    })
    const galaxy = await galaxyOf(made)
    const { trader } = await trade(made)
    await letGive(galaxy, trader.user.userId)
    await trader.api.economy.give({ giftId: randomUUID(), region: made.region.name, amount: 5 })
    await platform.clock.advance(DAY_MS)
    const again = await trade(made)
    expect(again.sales).toHaveLength(2)
    const sumOf = (items: { amount: number }[]) => items.reduce((sum, { amount }) => sum + amount, 0)
    const balance = await balanceOf(galaxy, 'treasury')
    const before = await readBook(made)
    expect(sumOf(before)).toBe(balance)
    await rollUpLogs(galaxy, await platform.clock.now(platform.db))
    expect(await readBook(made)).toEqual(before)
    expect(before.map(({ reason, day }) => [reason, day !== null])).toEqual([
      ['sale', true],
      ['purchase', true],
      ['treasury_gift', false],
      ['sale', true],
      ['purchase', true],
    ])
    await galaxy.delete(ledgerPostings).where(lt(ledgerPostings.at, new Date(before.at(0)?.at ?? 0)))
    expect(await readBook(made)).toEqual(before.filter(({ reason }) => reason !== 'treasury_gift'))
  })

  it('answers over REST for the government only', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    await trade(made)
    const { secrets, config } = platform.ctx()
    const now = await platform.clock.now(platform.db)
    const get = async ({ userId }: { userId: string }) => {
      const token = await signAccessToken(secrets.accessTokenKeys()[0], config.publicUrl, userId, now)
      return createHttpClient(platform).json(
        'GET',
        `/api/v1/regions/${made.region.name}/treasury?pageSize=1`,
        undefined,
        { Authorization: `Bearer ${token}` },
      )
    }
    expect(await get(made.owner)).toMatchObject({
      status: 200,
      body: { entries: { items: [{ reason: 'sale', callsign: null }] } },
    })
    expect(await get(await makeMember(platform, made.region))).toMatchObject({ status: 404 })
  })

  it('is not found by citizens, strangers and other governments', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const citizen = await makeMember(platform, region)
    const other = await makeRegion(platform)
    for (const reader of [citizen, await makeUser(platform), other.owner])
      await expect(platform.api(reader).economy.treasury({ region: region.name })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    await expect(platform.api().economy.treasury({ region: region.name })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  it('is open to every office holder, in bounded pages', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const book = { region: region.name }
    for (const position of POSITIONS) {
      const elected = await makeOfficeHolder(platform, region, position, await makeMember(platform, region))
      expect(await platform.api(elected).economy.treasury(book)).toMatchObject({ balance: 0 })
      await platform.api(elected).elections.resign({ ...book, position })
      await expect(platform.api(elected).economy.treasury(book)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const { treasury } = platform.api(owner).economy
    expect(await treasury({ ...book, after: '0-0', pageSize: 100 })).toMatchObject({ entries: { items: [] } })
    for (const wrong of [{ after: '' }, { after: '1.5-2' }, { pageSize: 0 }, { pageSize: 101 }])
      await expect(treasury({ ...book, ...wrong })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('is null while the galaxy is unreachable', async () => {
    const { region, owner } = await makeRegion(platform)
    expect(await platform.api(owner).economy.treasury({ region: region.name })).toBeNull()
    expect(await platform.api(owner).economy.purse({ region: region.name })).toEqual({ credits: null })
  })
})
