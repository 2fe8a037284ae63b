import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { economyDays } from '#db/schema/galaxy/economy.ts'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { PORT_SPREAD_BP } from '#server/domain/economy/market-on-day.ts'
import { BOARD_LOT } from '#server/domain/economy/price-board.ts'
import { quote } from '#server/domain/economy/quote.ts'
import { localLawSchema } from '#server/domain/regions/local-law.ts'
import { DAY_MS, isoDay, utcDay } from '#server/domain/utc-day.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'

const platform = useTestPlatform()

const marketplace = () => makeRegion(platform, { withGalaxy: true, settings: { taxRateBp: 1000 } })
const galaxyOf = ({ region }: MadeRegion) => platform.galaxy(region.galaxyId ?? '')
const enter = async ({ region }: MadeRegion, user: UserActor) => {
  await platform.api(user).space.enter({ region: region.name })
  return user
}
/** What the port at the gate shows somebody. */
async function boardOf(user: UserActor) {
  const view = await platform.api(user).space.mySector()
  const [port] = view?.ports ?? []
  if (!view || !port) throw new Error('the gate of a region has a port')
  return { portId: port.id, tax: view.tax, board: port.board }
}

/** The same by the galaxy's own rows: its markets, its copy of the law, and its day; for the units that the board shows. */
async function expectedOf(made: MadeRegion, portId: number, board: { commodity: string; stock: number }[]) {
  const galaxy = await galaxyOf(made)
  const [copy] = await galaxy.select().from(localSettings)
  const law = localLawSchema.parse(copy?.settings)
  const day = isoDay(utcDay(await platform.clock.now(galaxy)))
  const [today] = await galaxy.select().from(economyDays).where(eq(economyDays.day, day))
  if (!today) throw new Error('the region has its first day from its first law on')
  const markets = await galaxy.select().from(portMarkets).where(eq(portMarkets.portId, portId))
  return new Map(
    markets.map((market) => {
      const { commodity, basePrice, capacity, role, productionPerDay } = market
      const stock = board.find((line) => line.commodity === commodity)?.stock ?? 0
      const quoted = quote({
        side: role === 'sells' ? 'buy' : 'sell',
        market: {
          basePrice,
          capacity,
          stock,
          levelBp: today.priceLevels[commodity],
          spreadBp: PORT_SPREAD_BP,
        },
        quantity: BOARD_LOT,
        taxRateBp: law.taxRateBp,
        tariffBp: 0,
      })
      if (!quoted.ok) throw new Error(quoted.message)
      const { net, tax } = quoted.value
      const made = Math.floor((productionPerDay * today.outputFactors[commodity]) / 10_000)
      return [
        commodity,
        { perDay: role === 'sells' ? made : -productionPerDay, net: Number(net), tax: Number(tax) },
      ] as const
    }),
  )
}

const decree = async (made: MadeRegion, changes: Record<string, unknown>) => {
  await platform.api(made.owner).regions.changeEconomy({ region: made.region.name, ...changes })
  await platform.runOutbox()
}

describe('the price board of a port', () => {
  it('follows the region’s law: the tax at once, output from the next midnight', async () => {
    const made = await marketplace()
    const user = await enter(made, await makeUser(platform))
    const check = async () => {
      const { portId, board, tax } = await boardOf(user)
      const expected = await expectedOf(made, portId, board)
      expect(board).toHaveLength(expected.size)
      for (const line of board)
        expect({ perDay: line.perDay, net: line.offer?.net, tax: line.offer?.tax }).toEqual(
          expected.get(line.commodity),
        )
      return { board, tax }
    }
    const before = await check()
    expect(before.tax).toEqual({ lawRate: 0.1, rate: 0.1 })

    await decree(made, { taxRate: 0.25 })
    const taxed = await check()
    expect(taxed.tax).toEqual({ lawRate: 0.25, rate: 0.25 })
    for (const [index, line] of taxed.board.entries()) {
      const was = before.board[index]
      if (line.role === 'sells') expect(line.perDay).toBe(was?.perDay)
      else expect(line.offer?.net).toBeLessThan(was?.offer?.net ?? 0)
    }

    const [favourite] = taxed.board.filter(({ role }) => role === 'sells')
    if (!favourite) throw new Error('the port at the gate sells something')
    await decree(made, { tradeBonuses: { [favourite.commodity]: 3 } })
    const perDay = ({ board }: { board: typeof taxed.board }) => board.map((line) => line.perDay)
    expect(perDay(await check())).toEqual(perDay(taxed))
    platform.clock.advance(DAY_MS)
    const steered = await check()
    for (const [index, line] of steered.board.entries()) {
      const was = taxed.board[index]?.perDay ?? 0
      if (line.role === 'buys') expect(line.perDay).toBe(was)
      else if (line.commodity === favourite.commodity) expect(line.perDay).toBeGreaterThan(2 * was)
      else expect(line.perDay).toBeLessThan(was)
    }
  })

  it('follows the galaxy’s copy of the law only', async () => {
    const made = await marketplace()
    const user = await enter(made, await makeUser(platform))
    const before = await boardOf(user)
    await platform.api(made.owner).regions.changeEconomy({ region: made.region.name, taxRate: 0.2 })
    expect((await boardOf(user)).tax).toEqual(before.tax)
    await platform.runOutbox()
    expect((await boardOf(user)).tax).toEqual({ lawRate: 0.2, rate: 0.2 })
  })

  it('takes the tariff from visitors on both sides, less what a treaty waives, and from no resident', async () => {
    const made = await marketplace()
    const stranger = await enter(made, await makeUser(platform))
    const resident = await enter(made, await makeMember(platform, made.region, { type: 'resident' }))
    const tariffs = async (user: UserActor) =>
      (await boardOf(user)).board.map(({ offer }) => offer?.tariff ?? 0)
    expect(Math.max(...(await tariffs(stranger)))).toBe(0)

    await decree(made, { taxRate: 0.1, tariffRate: 0.1 })
    expect(Math.min(...(await tariffs(stranger)))).toBeGreaterThan(0)
    expect(Math.max(...(await tariffs(resident)))).toBe(0)

    const partner = await makeRegion(platform)
    const { id: treatyId } = await platform.api(partner.owner).diplomacy.propose({
      region: partner.region.name,
      partner: made.region.name,
      treatyType: 'trade_agreement',
      terms: { taxRelief: 0.5 },
    })
    await platform.api(made.owner).diplomacy.sign({ region: made.region.name, treatyId })
    const friend = await enter(made, await makeMember(platform, partner.region))
    const full = await tariffs(stranger)
    for (const [index, tariff] of (await tariffs(friend)).entries())
      expect(tariff).toBeLessThan(full[index] ?? 0)
  })

  it('waives the agreed share of the tax for citizens of a treaty partner only', async () => {
    const made = await marketplace()
    const partner = await makeRegion(platform)
    const { id: treatyId } = await platform.api(partner.owner).diplomacy.propose({
      region: partner.region.name,
      partner: made.region.name,
      treatyType: 'trade_agreement',
      terms: { taxRelief: 0.25 },
    })
    await platform.api(made.owner).diplomacy.sign({ region: made.region.name, treatyId })
    const friend = await enter(made, await makeMember(platform, partner.region))
    const settler = await enter(made, await makeMember(platform, partner.region, { type: 'resident' }))
    const native = await enter(made, made.owner)
    expect((await boardOf(friend)).tax).toEqual({ lawRate: 0.1, rate: 0.075 })
    expect((await boardOf(settler)).tax).toEqual({ lawRate: 0.1, rate: 0.1 })
    expect((await boardOf(native)).tax).toEqual({ lawRate: 0.1, rate: 0.1 })
    const wanted = ({ board }: Awaited<ReturnType<typeof boardOf>>) =>
      board.filter(({ role }) => role === 'buys').map(({ offer }) => offer?.net ?? 0)
    const full = wanted(await boardOf(native))
    wanted(await boardOf(friend)).forEach((net, index) => expect(net).toBeGreaterThan(full[index] ?? 0))
  })
})
