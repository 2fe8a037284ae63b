import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it, vi } from 'vitest'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { createRandom } from '#server/domain/random.ts'
import { isGameError } from '#server/errors.ts'
import { type CallDeath, type CallReport } from '#server/testing/call-death.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { loseAnswers } from '#server/testing/lose-answers.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade } from '#server/testing/make-trader.ts'
import { useRegionProcesses, type RegionProcess } from '#server/testing/region-process.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { sweepCrossings } from '../custody/sweep-crossings.ts'
import { depart } from './depart.ts'

/**
 * Crossings between galaxies that processes of their own serve, one of which is killed in one call: around each of its statements, commits
 * included, and when its answer is on the way. Every run of the tests kills each call once; `npm run prove:travel` everywhere.
 */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const EVERYWHERE = process.env.TRAVEL_CRASH_RUNS !== undefined

/** The calls of a crossing, in their order, and which of its two galaxies each asks. */
const ASKED = {
  departPilot: 'home',
  pullMessages: 'home',
  acknowledgeMessages: 'home',
  arrivePilot: 'hub',
  receiveToll: 'hub',
} as const
type CrossingCall = keyof typeof ASKED
const CALLS = Object.keys(ASKED) as CrossingCall[]

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const processes = useRegionProcesses(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
let home: MadeRegion
const galaxyIds = { home: '', hub: '' }
const steady: Partial<Record<'home' | 'hub', RegionProcess>> = {}

const databases = async () =>
  new Map([
    [galaxyIds.home, await platform.galaxy(galaxyIds.home)],
    [galaxyIds.hub, await platform.galaxy(galaxyIds.hub)],
  ])
const { observe, expectAllThere } = useCrossings(platform, travel, databases)

async function serveBy(galaxyId: string, process: RegionProcess | undefined): Promise<void> {
  await platform.db
    .update(registry)
    .set({ endpoint: process?.endpoint ?? null })
    .where(eq(registry.id, galaxyId))
  await platform.ctx().galaxies.release(galaxyId)
}

beforeAll(async () => {
  galaxyIds.hub = await travel.makeNexus()
  home = await travel.makeLinked()
  galaxyIds.home = home.region.galaxyId ?? ''
  for (const place of ['home', 'hub'] as const) {
    steady[place] = await processes.start(galaxyIds[place])
    await serveBy(galaxyIds[place], steady[place])
  }
}, 120_000)

async function makeTraveller() {
  const traveller = await travel.makeTraveller(home)
  const { maker } = await findTrade(await travel.galaxyOf(home.region))
  await traveller.putAt(maker)
  await traveller.buy(maker, 3)
  await traveller.putAt({ sectorId: home.region.gateSector ?? 0 })
  return traveller
}

/** Leaves for the Nexus; of a galaxy that was killed meanwhile there is no answer. */
async function tryToDepart(
  { user }: Awaited<ReturnType<typeof makeTraveller>>,
  { answerIsLost }: { answerIsLost: boolean },
) {
  const ctx = platform.ctx(user)
  try {
    await depart(answerIsLost ? loseAnswers(ctx, 'departPilot') : ctx, {
      crossingId: randomUUID(),
      to: 'nexus',
      forfeitCouriers: false,
    })
  } catch (error) {
    if (!isGameError(error) || error.code !== 'UNAVAILABLE') throw error
  }
}

/** What sweeps do. */
async function sweep(): Promise<void> {
  platform.clock.advance(10 * 60_000)
  await collectMessages(system())
  await sweepCrossings(system())
}

/** How many statements each call of a crossing takes. */
async function countStatements(): Promise<Map<string, number>> {
  const counted = new Map<string, number>()
  for (const place of ['home', 'hub'] as const) {
    const counting = await processes.startDying(galaxyIds[place], null)
    counting.child.on('message', ({ call, statements }: CallReport) =>
      counted.set(call, Math.max(statements, counted.get(call) ?? 0)),
    )
    await serveBy(galaxyIds[place], counting)
  }
  const traveller = await makeTraveller()
  const { expectWhole } = await observe(traveller.userId)
  await tryToDepart(traveller, { answerIsLost: true })
  await sweep()
  expect(await expectWhole('nothing is killed')).toMatchObject({ outcome: 'arrived' })
  await vi.waitFor(() => expect([...counted.keys()]).toEqual(expect.arrayContaining(CALLS)))
  for (const place of ['home', 'hub'] as const) await serveBy(galaxyIds[place], steady[place])
  return counted
}

const deathsIn = (call: CrossingCall, statements: number): CallDeath[] => [
  ...Array.from({ length: statements }, (_, index) => index + 1).flatMap((dieAt) => [
    { call, dieAt, when: 'before' as const },
    { call, dieAt, when: 'after' as const },
  ]),
  { call, dieAt: null, when: 'answered' },
]

async function crossAndKill(death: CallDeath & { call: CrossingCall }): Promise<void> {
  const what = `${death.call} killed ${death.when} ${death.dieAt ?? ''}`
  const place = ASKED[death.call]
  const traveller = await makeTraveller()
  const { expectWhole } = await observe(traveller.userId)
  const dying = await processes.startDying(galaxyIds[place], death)
  await serveBy(galaxyIds[place], dying)
  // The message is pulled of those only whose departure was not heard of.
  await tryToDepart(traveller, { answerIsLost: death.call !== 'departPilot' })
  await sweep()
  await vi.waitFor(() => expect(dying.child.signalCode, what).toBe('SIGKILL'), { timeout: 30_000 })
  await serveBy(galaxyIds[place], steady[place])
  await sweep()
  await platform.runOutbox()
  await expectWhole(what)
}

it(
  'a crossing ends in one galaxy, with nothing lost, doubled or stranded, wherever the process of a galaxy is killed in it',
  { timeout: EVERYWHERE ? 7_200_000 : 300_000 },
  async () => {
    const counted = await countStatements()
    const random = createRandom('regions')
    for (const call of CALLS) {
      const deaths = deathsIn(call, counted.get(call) ?? 0)
      expect(deaths.length, call).toBeGreaterThan(2)
      for (const death of EVERYWHERE ? deaths : [random.pick(deaths)]) await crossAndKill({ ...death, call })
    }
    await expectAllThere()
  },
)
