import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { DRAWN_REST_BP, restStock } from '#server/domain/economy/rest.ts'
import { keysOf } from '#server/domain/keys-of.ts'
import { COMMODITY_MARKETS, marketCapacity, PORT_CLASS_SPECS } from '#server/domain/galaxy/port-classes.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { portMarkets, ports, sectors } from './schema/galaxy/space.ts'

const platform = useTestPlatform()

it('the markets of a galaxy from before they moved get the sizes, prices and rests of new ones', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  await galaxy.execute(sql`alter table port_markets drop column rest_bp, drop column stock_remainder`)
  await galaxy.execute(sql`update port_markets set capacity = 777, production_per_day = sign(production_per_day) * 90,
    base_price = case commodity when 'ore' then 21 when 'luxury' then 228 else base_price end`)
  const migration = readFileSync('db/migrations/galaxy/0002_markets_move.sql', 'utf8')
  for (const statement of migration.split('--> statement-breakpoint'))
    await galaxy.execute(sql.raw(statement))

  const markets = await galaxy
    .select()
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
  expect(markets.length).toBeGreaterThan(70)
  for (const { port_markets: market, ports: port, sectors: sector } of markets) {
    const { sells, buys } = PORT_CLASS_SPECS[port.portClass]
    const size = (market.role === 'sells' ? sells : buys)[market.commodity] ?? 0
    const capacity = marketCapacity(market.commodity, size, sector.development)
    expect(market).toMatchObject({ capacity, stockRemainder: 0, stock: restStock(capacity, market.restBp) })
    expect(Math.abs(market.productionPerDay)).toBe(Math.round(capacity * 0.6))
    expect(market.restBp).toBeGreaterThanOrEqual(DRAWN_REST_BP[market.role].min)
    expect(market.restBp).toBeLessThanOrEqual(DRAWN_REST_BP[market.role].max)
  }
  const prices = new Map(markets.map(({ port_markets: market }) => [market.commodity, market.basePrice]))
  // A price of 105% stays one, rounded: 21 of 20 is 13 of 12; 228 of 240 is 29 of 30.
  expect([prices.get('ore'), prices.get('luxury')]).toEqual([13, 29])
  expect(keysOf(COMMODITY_MARKETS)).toHaveLength(prices.size)
})
