import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openDatabase, openGalaxyDatabase } from '#db/client.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { fillOrder } from '#server/galaxy/fill-order.ts'
import { movePilot } from '#server/galaxy/move-pilot.ts'
import { createLog } from '#server/log.ts'
import { countTurns } from '#server/testing/count-turns.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findMarkets, makeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { placeOrder } from './place-order.ts'
import { requireTradingPlace } from './trading-place.ts'

const platform = useTestPlatform()

it('an order asks the platform once where the pilot is and under which terms, and tells open pages once', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const [market] = await findMarkets(await platform.galaxy(region.galaxyId ?? ''), { role: 'sells' })
  if (!market) throw new Error('the region makes something')
  const { user, putAt } = await makeTrader(platform, region)
  await putAt(market)
  const statements: string[] = []
  const { db, close } = openDatabase(platform.url, {
    max: 1,
    applicationName: 'noted',
    onStatement: (statement) => void statements.push(statement),
  })
  const { portId, commodity } = market
  const wish = { portId, commodity, side: 'buy', quantity: 3, worstNet: 1_000 } as const
  try {
    const { outcome } = await placeOrder({ ...platform.ctx(user), db }, { ...wish, orderId: randomUUID() })
    expect(outcome).toBe('filled')
  } finally {
    await close()
  }
  expect(statements).toEqual([
    expect.stringContaining('from "whereabouts"'),
    expect.stringContaining('pg_notify'),
  ])
})

it('an order waits twice for its galaxy, and holds its market for one statement with the commit, for all who trade there wait for it', async () => {
  const { galaxy, market, asked, statements, turns, close } = await trader()
  const { portId, commodity } = market
  const wish = { portId, commodity, side: 'buy', quantity: 3, worstNet: 1_000 } as const
  const order = () => fillOrder(galaxy, { ...asked, ...wish, orderId: randomUUID() })
  try {
    expect(await order()).toMatchObject({ outcome: 'filled' })
    statements.length = 0
    turns()
    expect(await order()).toMatchObject({ outcome: 'filled' })
    expect(turns()).toBe(2)
  } finally {
    await close()
  }
  const lock = statements.findIndex((one) => one.includes('"port_markets"') && one.endsWith('for update'))
  expect(statements.slice(lock + 1), statements.join('\n')).toEqual([
    expect.stringMatching(/^with /),
    'commit',
  ])
  expect(lock, 'begin, pilot, what the order is decided by').toBe(3)
})

it('an order from elsewhere is refused without waiting for the market, so that it can hold up nobody there', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  const [market] = await findMarkets(galaxy, { role: 'sells' })
  if (!market) throw new Error('the region makes something')
  const { putAt, buy, sell } = await makeTrader(platform, region)
  await putAt({ sectorId: market.sectorId === 1 ? 2 : 1 })
  await galaxy.transaction(async (held) => {
    await held.select().from(portMarkets).where(eq(portMarkets.portId, market.portId)).for('update')
    for (const order of [buy, sell])
      await expect(order(market, 1)).rejects.toMatchObject({ cause: { reason: 'not-here' } })
  })
})

it('a flight over a known warp waits three times for its galaxy, and once more where ships may lie in wait', async () => {
  const { galaxy, asked, version, way, turns, close } = await trader()
  const terms = { regionId: asked.regionId ?? '', truces: [] }
  const fly = (toSector: number, mayMeet = false) =>
    movePilot(galaxy, { ...asked, toSector, version, terms: mayMeet ? terms : null })
  try {
    await fly(way.there)
    await fly(way.back)
    turns()
    expect(await fly(way.there)).toMatchObject({ sectorId: way.there, charted: { sectors: 0 } })
    expect(turns()).toBe(3)
    expect(await fly(way.back, true)).toMatchObject({ sectorId: way.back })
    expect(turns()).toBe(4)
  } finally {
    await close()
  }
})

/** Somebody at a market, and their galaxy as it is asked: what is sent, and how often one waits for it. */
async function trader() {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxyId = region.galaxyId ?? ''
  const there = await platform.galaxy(galaxyId)
  const [market] = await findMarkets(there, { role: 'sells' })
  if (!market) throw new Error('the region makes something')
  const { user, putAt } = await makeTrader(platform, region)
  await putAt(market)
  const ctx = platform.ctx(user)
  const { asked, place } = await requireTradingPlace(ctx)
  const { rows } = await there.execute<{ there: number; back: number }>(
    sql`select w.to_sector as there, w.from_sector as back from warps w
      join warps r on r.from_sector = w.to_sector and r.to_sector = w.from_sector where w.from_sector = ${market.sectorId} limit 1`,
  )
  const [way] = rows
  if (!way) throw new Error('a warp leads there and back')

  const statements: string[] = []
  const counted = await countTurns(await ctx.galaxies.databaseUrl(galaxyId))
  const handle = openGalaxyDatabase(counted.url, {
    max: 1,
    applicationName: 'noted',
    onStatement: (statement) => void statements.push(statement),
  })
  const galaxy = {
    galaxyId,
    db: handle.db,
    clock: platform.clock,
    log: createLog('silent'),
    cacheScope: {},
  }
  return {
    ...{ galaxy, market, asked, way, statements, version: place.version },
    turns: counted.turns,
    close: async () => {
      await handle.close()
      await counted.close()
    },
  }
}
