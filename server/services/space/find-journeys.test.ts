import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { localSettings, pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type PvpRule } from '#server/domain/regions/settings.ts'
import { createGalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Ctx } from '../context.ts'
import { findJourneys } from './find-journeys.ts'

const platform = useTestPlatform()
const galaxies = useGalaxies(platform)
let home: MadeRegion
let near: MadeRegion
let far: MadeRegion

beforeAll(async () => {
  await galaxies.makeNexus()
  home = await galaxies.makeLinked()
  near = await galaxies.makeLinked()
  far = await galaxies.makeLinked()
  await galaxies.openBorders(home, near)
}, 120_000)

const plain = { avoidsFights: false, lowestSecurity: 1 }

it('journeys cost what their passages and ways are charged, and are flown as planned', async () => {
  const traveller = await galaxies.makeTraveller(home)
  const planned = await traveller.api.travel.journeys({ to: far.region.name })
  const [journey] = planned.journeys
  if (!journey) throw new Error('there is a way')
  expect(journey).toMatchObject({ minutes: 6, credits: 2 * 65 })
  expect(journey.parts.map(({ kind }) => kind)).toEqual(['passage', 'way', 'passage'])
  const [, way] = journey.parts
  if (way?.kind !== 'way') throw new Error('the way between the two hub sectors')
  expect(way).toMatchObject({
    fromSector: home.region.nexusWarpGateSector,
    toSector: far.region.nexusWarpGateSector,
  })
  expect(journey.turns).toBe(10 + way.turns)

  const [passage] = (await traveller.api.travel.here()).passages
  await traveller.depart('nexus', { maxCredits: passage?.total ?? 0 })
  await traveller.arrive()
  const route = await traveller.api.space.route({ toSector: way.toSector })
  expect(route.turns).toBe(way.turns)
  expect(way.stamps).toEqual({ map: route.mapVersion, law: 0 })
  const hub = await platform.galaxy(await galaxies.nexusId())
  await hub.update(pilots).set({ sectorId: way.toSector }).where(eq(pilots.userId, traveller.userId))
  await traveller.depart(far.region.name)
  expect(await traveller.arrive()).toMatchObject({ purse: 1_000 - journey.credits })
})

it('go over open borders where a treaty is, and nowhere into a closed region', async () => {
  const traveller = await galaxies.makeTraveller(home)
  const direct = await traveller.api.travel.journeys({ to: near.region.name })
  expect(direct.journeys[0]).toMatchObject({ turns: 8, minutes: 5, credits: 60 })
  await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, near.region.id))
  expect((await traveller.api.travel.journeys({ to: near.region.name })).journeys).toEqual([])
  await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, near.region.id))
  await expect(traveller.api.travel.journeys({ to: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(platform.api().travel.journeys({ to: 'nexus' })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  })
})

it('keep to the filters of security and of combat', async () => {
  const traveller = await galaxies.makeTraveller(home)
  const db = await galaxies.galaxyOf(home.region)
  const gate = home.region.gateSector ?? 0
  const [start] = (await traveller.api.space.mySector())?.warps ?? []
  await traveller.putAt({ sectorId: start?.sectorId ?? 0 })
  const [row] = await db.select().from(sectors).where(eq(sectors.id, gate))
  const security = row?.security ?? 1
  const count = async (filter: { avoidsFights?: boolean; lowestSecurity?: number }) =>
    (
      await traveller.api.travel.journeys({
        to: 'nexus',
        toSector: home.region.nexusWarpGateSector ?? 1,
        ...filter,
      })
    ).journeys.length
  expect(await count({})).toBe(1)
  expect(await count({ lowestSecurity: security })).toBe(1)
  if (security < 10) expect(await count({ lowestSecurity: security + 1 })).toBe(0)
  const [law] = await db.select().from(localSettings)
  const setRule = (pvpRule: PvpRule) =>
    db.update(localSettings).set({ settings: { ...law?.settings, pvpRule } })
  await setRule('open')
  expect(await count({ avoidsFights: true })).toBe(0)
  await setRule('forbidden')
  expect(await count({ avoidsFights: true })).toBe(1)
})

it('ask each galaxy once for its ways', async () => {
  const traveller = await galaxies.makeTraveller(home)
  const asked: string[] = []
  const ctx = platform.ctx(traveller.user)
  const counted: Ctx = {
    ...ctx,
    galaxies: {
      ...ctx.galaxies,
      apiFor: (galaxyId, options) => {
        const api = ctx.galaxies.apiFor(galaxyId, options)
        return createGalaxyApi((name, input) => {
          if (name === 'measureWays') asked.push(galaxyId)
          return api[name](input)
        })
      },
    },
  }
  await findJourneys(counted, { to: far.region.name, ...plain })
  expect(asked).toHaveLength(3)
  expect(new Set(asked).size).toBe(3)
})
