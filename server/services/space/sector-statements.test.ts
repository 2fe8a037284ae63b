import { expect, it } from 'vitest'
import { openGalaxyDatabase } from '#db/client.ts'
import { getSector } from '#server/galaxy/get-sector.ts'
import { createLog } from '#server/log.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findMarkets, makeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { requireTradingPlace } from '../trade/trading-place.ts'

const platform = useTestPlatform()

it('a pilot’s sector is read by ten statements, however much is there', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxyId = region.galaxyId ?? ''
  const [market] = await findMarkets(await platform.galaxy(galaxyId), { role: 'sells' })
  if (!market) throw new Error('the region makes something')
  const pilot = await makeTrader(platform, region)
  await pilot.putAt(market)
  const other = await makeTrader(platform, region)
  await other.putAt(market)
  const ctx = platform.ctx(pilot.user)
  const { asked } = await requireTradingPlace(ctx)
  const statements: string[] = []
  const handle = openGalaxyDatabase(await ctx.galaxies.databaseUrl(galaxyId), {
    ...{ max: 1, applicationName: 'noted' },
    onStatement: (statement) => void statements.push(statement),
  })
  const { db } = handle
  const galaxy = { galaxyId, db, clock: platform.clock, log: createLog('silent'), cacheScope: {} }
  try {
    const plain = { landing: null, pilotsPage: 1, watched: null, routeTo: null, suggestOn: null }
    const view = await getSector(galaxy, { ...asked, ...plain })
    expect(view.ports.length).toBeGreaterThan(0)
    expect(view.pilots.items).toEqual([other.user.callsign])
  } finally {
    await handle.close()
  }
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(10)
})
