import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { galaxies as registry, regions } from '#db/schema/platform/regions.ts'
import { createRandom } from '#server/domain/random.ts'
import { useReadyScript } from '#server/testing/bundled-script.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade } from '#server/testing/make-trader.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { useRegionProcesses, type RegionProcess } from '#server/testing/region-process.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { GALAXY_AWAY, type DyingJourney } from '#server/testing/dying-journey.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { sweepCrossings } from '../custody/sweep-crossings.ts'

/**
 * Crossings of a proof; every run of the tests takes a few of them, `npm run prove:travel` a thousand. In each the process that drives it
 * kills itself around a statement chosen by the seed: before it is sent or after it was done, on the platform or in a galaxy,
 * commits included. Every third time the one that recovers is killed too.
 */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const RUNS = Number(process.env.TRAVEL_CRASH_RUNS ?? 6)
/** Of them with galaxies in processes of their own, which are killed as well. */
const REMOTE_RUNS = Math.max(1, Math.floor(RUNS / 20))
/** A whole crossing has about so many statements. */
const STATEMENTS = 96

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const worker = useReadyScript('server/testing/travel-and-die.ts')
const processes = useRegionProcesses(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
let one: MadeRegion
let other: MadeRegion
let hub: string

beforeAll(async () => {
  hub = await travel.makeNexus()
  one = await travel.makeLinked()
  other = await travel.makeLinked()
  await travel.openBorders(one, other)
}, 120_000)

const DESTINATIONS = ['nexus', 'region', 'back'] as const
const FATES = ['active', 'suspended', 'archived'] as const

/** A newcomer with cargo, where the passage begins that the seed chooses. */
async function makeJourney(seed: number) {
  const random = createRandom(`crossing ${seed}`)
  const traveller = await travel.makeTraveller(one)
  const galaxy = await travel.galaxyOf(one.region)
  const { maker } = await findTrade(galaxy)
  await traveller.putAt(maker)
  await traveller.buy(maker, 3)
  await traveller.putAt({ sectorId: one.region.gateSector ?? 0 })
  const kind = random.pick(DESTINATIONS)
  if (kind === 'back') {
    await traveller.depart('nexus')
    await traveller.arrive()
  }
  const to = kind === 'nexus' ? 'nexus' : kind === 'region' ? other.region.name : one.region.name
  const target = kind === 'region' ? other.region : kind === 'back' ? one.region : null
  const fate = random.pick(FATES)
  return { random, traveller, to, then: target && { regionId: target.id, status: fate } }
}

const databases = async (): Promise<Map<string, GalaxyPool>> =>
  new Map([
    [hub, await platform.galaxy(hub)],
    [one.region.galaxyId ?? '', await travel.galaxyOf(one.region)],
    [other.region.galaxyId ?? '', await travel.galaxyOf(other.region)],
  ])

const { observe, expectAllThere } = useCrossings(platform, travel, databases)

/** Runs the process until it is dead, done, or refused by a galaxy whose own process was killed. */
async function run(journey: DyingJourney, galaxiesDie: boolean): Promise<void> {
  const exited: unknown[] = await once(worker.start(JSON.stringify(journey)), 'exit')
  const [code, signal] = exited
  const refused = galaxiesDie && code === GALAXY_AWAY
  expect(signal === 'SIGKILL' || code === 0 || refused, `${String(code)} ${String(signal)}`).toBe(true)
}

/** What sweeps do, until nothing is left. */
async function recover(): Promise<void> {
  platform.clock.advance(10 * 60_000)
  await collectMessages(system())
  await sweepCrossings(system())
  await platform.runOutbox()
}

async function crossAndDie(seed: number, killed?: () => Promise<void>): Promise<void> {
  const { random, traveller, to, then } = await makeJourney(seed)
  const { userId } = traveller
  const { expectWhole } = await observe(userId)
  const journey: DyingJourney = {
    platformUrl: platform.url,
    clockOffsetMs: platform.clock.offsetMs(),
    work: 'travel',
    userId,
    crossingId: randomUUID(),
    to,
    then,
    dieAt: 1 + random.int(0, STATEMENTS - 1),
    when: random.pick(['before', 'after'] as const),
  }
  const galaxiesDie = killed !== undefined
  await Promise.all([run(journey, galaxiesDie), killed?.()])
  platform.clock.advance(10 * 60_000)
  if (seed % 3 === 0)
    await run(
      {
        ...journey,
        work: 'recover',
        clockOffsetMs: platform.clock.offsetMs(),
        dieAt: 1 + random.int(0, 39),
      },
      galaxiesDie,
    )
  await recover()
  await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, other.region.id))
  await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, one.region.id))

  await expectWhole(`seed ${seed}`)
}

it(
  `of ${RUNS} crossings that are killed anywhere each ends in one galaxy, with nothing lost, doubled or stranded`,
  { timeout: RUNS * 20_000 },
  async () => {
    for (let seed = 1; seed <= RUNS; seed++) await crossAndDie(seed)
    await expectAllThere()
  },
)

it(
  `so do ${REMOTE_RUNS} between galaxies whose own processes are killed at any moment`,
  { timeout: 60_000 + REMOTE_RUNS * 60_000 },
  async () => {
    const serving = new Map<string, RegionProcess>()
    const serve = async (galaxyId: string) => {
      const started = await processes.start(galaxyId)
      serving.set(galaxyId, started)
      await platform.db.update(registry).set({ endpoint: started.endpoint }).where(eq(registry.id, galaxyId))
      await platform.ctx().galaxies.release(galaxyId)
    }
    const served = [hub, one.region.galaxyId ?? '', other.region.galaxyId ?? '']
    for (const galaxyId of served) await serve(galaxyId)
    for (let seed = 1; seed <= REMOTE_RUNS; seed++) {
      const victim = served[seed % served.length] ?? hub
      await crossAndDie(10_000 + seed, async () => {
        serving.get(victim)?.child.kill('SIGKILL')
        await serve(victim)
      })
    }
    await expectAllThere()
  },
)
