import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { regions } from '#db/schema/platform/regions.ts'
import { loseAnswers } from '#server/testing/lose-answers.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { sweepCrossings } from './sweep-crossings.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })

it('a ship whose landing was not heard of lands nowhere else when its region is archived', async () => {
  const hub = await travel.makeNexus()
  const home = await travel.makeLinked()
  const traveller = await travel.makeTraveller(home)
  await traveller.depart('nexus')
  await traveller.arrive()
  await traveller.depart(home.region.name)
  platform.clock.advance(10 * 60_000)
  await sweepCrossings(loseAnswers(system(), 'arrivePilot'))
  const galaxy = await travel.galaxyOf(home.region)
  expect((await travel.presenceIn(galaxy, traveller.userId))?.pilot.present).toBe(true)

  await platform.db.update(regions).set({ status: 'archived' }).where(eq(regions.id, home.region.id))
  await sweepCrossings(system())
  const inNexus = await travel.presenceIn(await platform.galaxy(hub), traveller.userId)
  expect(inNexus?.pilot.present).toBe(false)
  expect((await travel.presenceIn(galaxy, traveller.userId))?.pilot.present).toBe(true)
  expect(await travel.whereaboutsOf(traveller.userId)).toMatchObject({
    galaxyId: home.region.galaxyId,
    state: 'present',
  })
}, 60_000)
