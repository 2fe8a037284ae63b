import { randomUUID } from 'node:crypto'
import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { transactOnConnection } from '#db/copy-rows.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { generateRegion } from '#server/domain/galaxy/generate-region.ts'
import { databaseNameFor } from '#server/galaxies/galaxies.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { insertGalaxyPlan } from '#server/galaxy/insert-galaxy-plan.ts'

const platform = useTestPlatform()

async function openEmptyGalaxy() {
  const ctx = platform.ctx()
  const id = randomUUID()
  const address = { id, databaseName: databaseNameFor(id), location: ctx.galaxies.homeLocation() }
  await platform.db
    .insert(galaxies)
    .values({ ...address, kind: 'region', status: 'creating', createdAt: new Date() })
  await ctx.galaxies.createDatabase(address)
  await ctx.galaxies.createRole(address)
  return platform.galaxy(id)
}

describe('insertGalaxyPlan', () => {
  it('inserts every row of the plan unchanged, with its owner', async () => {
    const plan = generateRegion({ seed: 'plan', sectors: 60 })
    for (const sector of plan.sectors.slice(0, 1)) sector.name = '"NULL", \\N {\t\\.\n%\r} ☃'
    const galaxy = await openEmptyGalaxy()
    const owner = randomUUID()
    const ownedPort = plan.ports[0]?.id ?? 0
    const ownedPlanet = plan.planets[0]?.id ?? 0
    const stockAt = new Date('2102-03-04T05:06:07Z')
    await transactOnConnection(galaxy, (_, connection) =>
      insertGalaxyPlan(connection, plan, stockAt, {
        owners: {
          ports: new Map([[ownedPort, owner]]),
          planets: new Map([[ownedPlanet, owner]]),
        },
      }),
    )

    expect(await galaxy.select().from(sectors).orderBy(asc(sectors.id))).toEqual(plan.sectors)
    const routes = await galaxy.select().from(warps).orderBy(asc(warps.fromSector), asc(warps.toSector))
    expect(routes).toEqual(plan.warps)
    expect(await galaxy.select().from(ports).orderBy(asc(ports.id))).toEqual(
      plan.ports.map((port) => ({ ...port, ownerId: port.id === ownedPort ? owner : null })),
    )
    expect(await galaxy.select().from(planets).orderBy(asc(planets.id))).toEqual(
      plan.planets.map((planet) => ({ ...planet, ownerId: planet.id === ownedPlanet ? owner : null })),
    )
    const markets = await galaxy.select().from(portMarkets)
    expect(markets).toHaveLength(plan.portMarkets.length)
    expect(markets).toEqual(
      expect.arrayContaining(
        plan.portMarkets.map((market) => ({
          ...market,
          stockAt,
          stockRemainder: 0,
          openingStock: market.stock,
        })),
      ),
    )
  })

  it('inserts nothing when its transaction fails', async () => {
    const plan = generateRegion({ seed: 'plan', sectors: 60 })
    const galaxy = await openEmptyGalaxy()
    const failing = transactOnConnection(galaxy, async (_, connection) => {
      await insertGalaxyPlan(connection, plan, new Date())
      throw new Error('cut')
    })
    await expect(failing).rejects.toThrow('cut')
    expect(await galaxy.select().from(sectors)).toEqual([])
  })
})
