import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeRegion, type MadeRegion } from '../testing/make-region.ts'
import { findTrade, makeTrader } from '../testing/make-trader.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
let made: MadeRegion

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true })
})

describe('REST for programs that play', () => {
  it('lands, looks, quotes, buys and flies, each answer as the document says', async () => {
    const user = await makeUser(platform)
    const send = await restProgram(platform, user)
    const good = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
      const answer = await send(method, path, body)
      expect([path, answer.status, answer.status === 200 ? null : answer.body]).toEqual([path, 200, null])
      return answer.body as Body
    }
    expect(await send('GET', '/play/me')).toMatchObject({ status: 409, body: { reason: 'not-present' } })
    expect(await good('POST', '/play/enter', { region: made.region.name })).toEqual({
      sectorId: made.region.gateSector,
    })
    expect(await good('GET', '/play/me')).toMatchObject({
      callsign: user.callsign,
      sectorId: made.region.gateSector,
      purse: 1_000,
      place: { ref: made.region.name },
    })
    const sector = await good<{ warps: { sectorId: number }[] }>('GET', '/play/sector')
    expect(sector.warps.length).toBeGreaterThan(0)
    const { markets } = await good<{ markets: { turns: number; sectorId: number }[] }>('GET', '/play/market')
    expect(markets[0]?.turns).toBe(0)
    expect(Math.max(...markets.map(({ turns }) => turns))).toBeLessThanOrEqual(3)

    const known = await good<{ markets: { isLive: boolean }[] }>('GET', '/play/prices')
    expect(known.markets).toHaveLength(markets.length)
    expect(known.markets.every(({ isLive }) => isLive)).toBe(true)

    const ideas = await good<{ trades: { profit: number; turns: number }[] }>('GET', '/play/trades')
    expect(ideas.trades.every(({ profit, turns }) => profit > 0 && turns > 0)).toBe(true)

    const { maker } = await findTrade(await platform.galaxy(made.region.galaxyId ?? ''))
    const { putAt } = await makeTrader(platform, made.region, user)
    await putAt(maker)
    const wish = { portId: maker.portId, commodity: maker.commodity, side: 'buy', quantity: 3 }
    const asText = new URLSearchParams(Object.entries(wish).map(([key, value]) => [key, String(value)]))
    const { net } = await good<{ net: number }>('GET', `/play/quote?${asText.toString()}`)
    const order = { ...wish, orderId: randomUUID(), worstNet: net - 1 }
    expect(await good('POST', '/play/orders', order)).toMatchObject({
      outcome: 'price-moved',
      quote: { net },
    })
    expect(await good('POST', '/play/orders', { ...order, worstNet: net })).toMatchObject({
      outcome: 'filled',
      receipt: { net, id: order.orderId },
    })
    // A number that the database cannot hold is a wrong request, not a fault of ours.
    for (const portId of [0, 2 ** 31, 99_999_999_999])
      expect((await send('POST', '/play/orders', { ...order, portId })).status, String(portId)).toBe(400)
    expect(
      await send('POST', '/play/orders', { ...order, orderId: randomUUID(), portId: 2 ** 31 - 1 }),
    ).toMatchObject({
      status: 409,
      body: { reason: 'not-here' },
    })
    const [way] = (await good<{ warps: { sectorId: number }[] }>('GET', '/play/sector')).warps
    const toSector = way?.sectorId ?? 0
    const plan = await good<{ from: number; mapVersion: number }>('GET', `/play/route?toSector=${toSector}`)
    expect(plan).toMatchObject({ to: toSector })
    expect(await good('POST', '/play/move', { toSector })).toMatchObject({
      sectorId: toSector,
      charted: { sectors: 1 },
    })
    const back = { fromSector: toSector, toSector: plan.from, mapVersion: plan.mapVersion }
    expect(await good('POST', '/play/route/fly', back)).toMatchObject({
      sectorId: plan.from,
      end: 'arrived',
    })
    expect(await good('GET', '/play/charted')).toMatchObject({
      place: made.region.name,
      sectorIds: expect.arrayContaining([toSector]) as number[],
    })
  })
})
