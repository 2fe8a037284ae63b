import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { openDatabase, openGalaxyDatabase } from '#db/client.ts'
import { fillOrder } from '#server/galaxy/fill-order.ts'
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
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxyId = region.galaxyId ?? ''
  const [market] = await findMarkets(await platform.galaxy(galaxyId), { role: 'sells' })
  if (!market) throw new Error('the region makes something')
  const { user, putAt } = await makeTrader(platform, region)
  await putAt(market)
  const ctx = platform.ctx(user)
  const { asked } = await requireTradingPlace(ctx)

  const statements: string[] = []
  const url = await ctx.galaxies.databaseUrl(galaxyId)
  const way = await countTurns(url)
  const handle = openGalaxyDatabase(way.url, {
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
  const { portId, commodity } = market
  const wish = { portId, commodity, side: 'buy', quantity: 3, worstNet: 1_000 } as const
  const order = () => fillOrder(galaxy, { ...asked, ...wish, orderId: randomUUID() })
  try {
    expect(await order()).toMatchObject({ outcome: 'filled' })
    statements.length = 0
    way.turns()
    expect(await order()).toMatchObject({ outcome: 'filled' })
    expect(way.turns()).toBe(2)
  } finally {
    await handle.close()
    await way.close()
  }
  const lock = statements.findIndex((one) => one.includes('"port_markets"') && one.endsWith('for update'))
  expect(statements.slice(lock + 1), statements.join('\n')).toEqual([
    expect.stringMatching(/^with /),
    'commit',
  ])
  expect(lock, 'begin, pilot, what the order is decided by').toBe(3)
})
