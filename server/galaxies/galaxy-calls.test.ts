import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { planets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { CALL_CASES, type CallWorld } from '#server/testing/galaxy-call-cases.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useRegionProcesses } from '#server/testing/region-process.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { databaseClock } from '../clock.ts'
import { keysOf } from '../domain/keys-of.ts'
import { createGalaxyApi, GALAXY_CALLS, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { postTransfer } from '../galaxy/post-transfer.ts'

const platform = useTestPlatform()
const processes = useRegionProcesses(platform)

it('every call of the API has a case', () => {
  expect(keysOf(CALL_CASES).sort()).toEqual(keysOf(GALAXY_CALLS).sort())
})

describe.each(['by this process', 'by another process'] as const)('a galaxy served %s', (where) => {
  let world: CallWorld
  const answered = new Set<GalaxyCall>()

  beforeAll(async () => {
    const settings = { pvpRule: 'open', defenseLevel: 0 } as const
    const { region } = await makeRegion(platform, { withGalaxy: true, settings })
    const galaxyId = region.galaxyId ?? ''
    if (where === 'by another process') {
      const { endpoint } = await processes.start(galaxyId)
      await platform.db.update(galaxies).set({ endpoint }).where(eq(galaxies.id, galaxyId))
      await platform.ctx().galaxies.release(galaxyId)
    }
    const db = await platform.galaxy(galaxyId)
    await addDistrict(db)
    const api = platform.ctx().galaxies.apiFor(galaxyId, { clock: databaseClock })
    const galaxy = createGalaxyApi(async (name, input) => {
      const answer = await api[name](input)
      expect(GALAXY_CALLS[name].output.parse(answer), name).toEqual(answer)
      expect(JSON.parse(JSON.stringify(answer)), name).toEqual(answer)
      answered.add(name)
      return answer
    })
    world = { galaxy, db, regionId: region.id, now: () => databaseClock.now(db) }
  })

  it.each(keysOf(CALL_CASES))('answers %s by its schema, in a form that JSON can carry', async (name) => {
    await CALL_CASES[name](world)
    expect(answered).toContain(name)
  })

  it('shares a treasury among ten thousand citizens and more', async () => {
    const userIds = Array.from({ length: 12_000 }, () => randomUUID())
    await world.db.transaction((tx) =>
      postTransfer(tx, {
        ...{ id: randomUUID(), reason: 'sale', at: new Date() },
        postings: [
          { account: 'source:port_liquidity', ownerId: null, asset: 'credits', amount: -24_000n },
          { account: 'treasury', ownerId: null, asset: 'credits', amount: 24_000n },
        ],
      }),
    )
    const { messages } = await world.galaxy.shareTreasury({ evacuationId: randomUUID(), userIds })
    const [shared] = messages.map(({ message }) => message)
    expect(shared?.kind === 'treasury-shared' && shared.shares.map(({ userId }) => userId)).toEqual(userIds)
  }, 60_000)

  it.each(callsOfPilots())(
    'refuses %s with the same reason to a pilot who is not there, and with the version of another stay',
    async (name) => {
      const last = { input: { userId: '', fencingVersion: 0 } }
      const recording = createGalaxyApi((called, input) => {
        if (called === name) last.input = { ...last.input, ...input }
        return world.galaxy[called](input)
      })
      await CALL_CASES[name]({ ...world, galaxy: recording })
      const { userId, fencingVersion } = last.input
      // Who has left is in no stay.
      if (name !== 'departPilot')
        expect((await world.galaxy.listPresent({ userIds: [userId] })).pilots).toEqual([
          { userId, fencingVersion },
        ])
      const call = world.galaxy[name] as (input: object) => Promise<unknown>
      const anew = { landing: null, attackId: randomUUID(), crossingId: randomUUID() }
      const others = [
        { userId: randomUUID(), fencingVersion: 1 },
        { fencingVersion: fencingVersion - 1 },
        { fencingVersion: fencingVersion + 1 },
      ]
      for (const who of others)
        await expect(call({ ...last.input, ...anew, ...who }), JSON.stringify(who)).rejects.toMatchObject(
          name === 'getSector' ? { code: 'NOT_FOUND' } : { code: 'CONFLICT', reason: 'not-present' },
        )
    },
  )
})

/** Calls that act for a pilot who is in the galaxy. */
function callsOfPilots(): GalaxyCall[] {
  const landsOrHasLeft: GalaxyCall[] = ['enter', 'arrivePilot', 'repeatDeparture', 'receiveShare']
  return keysOf(GALAXY_CALLS).filter(
    (name) => 'fencingVersion' in GALAXY_CALLS[name].input.shape && !landsOrHasLeft.includes(name),
  )
}

/** A sector of the Nexus with a port and a planet, so that the calls about districts have something to tell. */
async function addDistrict(db: CallWorld['db']): Promise<void> {
  const id = 900_001
  await db.insert(sectors).values({
    ...{ id, name: 'Transit Hub', district: 'transit_hub', zone: null, x: 0, y: 0 },
    ...{ security: 5, development: 5, traffic: 5 },
  })
  await db.insert(ports).values({ id, sectorId: id, name: 'Hub Port', portClass: 'agri_dome' })
  await db.insert(planets).values({
    ...{ id, sectorId: id, name: 'Hub', planetClass: 'terran', population: 1, habitability: 50 },
  })
}
