import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type OperationKind } from '#server/domain/operations/operation-status.ts'
import {
  ARCHIVE_STEPS,
  ARCHIVE_STUCK_MS,
  RETURN_STEPS,
  TERMINATION_STEPS,
} from '#server/domain/regions/archive-steps.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { momentsOfRun } from '#server/testing/moments-of-run.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { dropLeftCopies } from '../backups/drop-left-copies.ts'
import { auditConservation } from '../platform/audit-conservation.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)
const dying = useBundledScript('server/testing/steps-and-die.ts')

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

const SLOW = { timeout: 300_000 }
const around = (names: readonly string[]) =>
  names.flatMap((step) => ['begun', 'done'].map((moment) => [step, moment] as const))

const newest = async ({ region }: MadeRegion, kind: OperationKind): Promise<string> =>
  (await steps.newestOf(region, kind)).operationId
/** Evacuated, with the way into the archive not begun. */
const evacuate = async (): Promise<MadeRegion> => {
  const made = await steps.makePaid()
  await steps.fillTreasury(made.region, 400)
  await steps.evacuate(made)
  return made
}
/** A process that dies there; later a sweep finds what it left. */
const dieAndGoOn = async (made: MadeRegion, kind: OperationKind, step: string, moment: string) => {
  const backupDir = path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
  const args = [platform.url, backupDir, String(platform.clock.offsetMs()), kind, await newest(made, kind)]
  expect(await once(dying.start(...args, step, moment), 'exit')).toEqual([null, 'SIGKILL'])
  await goOn()
}
const goOn = async () => {
  platform.clock.advance(ARCHIVE_STUCK_MS + 60_000)
  await steps.settle()
  await steps.settle()
}
const expectBack = async ({ region }: MadeRegion, treasury: number) => {
  expect((await steps.rowOf(region)).status).toBe('active')
  expect((await steps.galaxyRowOf(region)).status).toBe('ready')
  expect(await balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')).toBe(treasury)
  platform.clock.advance(20 * 60_000)
  expect(await auditConservation(steps.system())).toEqual({ result: 'balanced', differences: [] })
}
const treasuryOf = async ({ region }: MadeRegion) => balanceOf(await travel.galaxyOf(region), 'treasury')

it.each(momentsOfRun([...around(ARCHIVE_STEPS), ['dump', 'at ^copy'], ['prove', 'at copy public."ports"']]))(
  'a way into the archive whose process dies when “%s” has %s goes on, and the region comes back whole',
  SLOW,
  async (step, moment) => {
    const made = await evacuate()
    const treasury = await treasuryOf(made)
    await dieAndGoOn(made, 'archive-region', step, moment)
    expect(await steps.hasDatabase(made.region)).toBe(false)
    expect(await steps.archivesOf(made.region)).toHaveLength(1)
    await steps.become(made.region, 'active')
    await platform.runOutbox()
    await expectBack(made, treasury)
  },
)

it('what a process that died had loaded to prove an archive is dropped a day later', SLOW, async () => {
  const { replacement } = platform.ctx().galaxies
  const ofThis = replacement.newCopyName(new Date()).slice(0, 'sw_drill_'.length + 8)
  const copies = async () => {
    const { rows } = await platform.owner.execute(
      sql`select datname from pg_database where starts_with(datname, ${ofThis})`,
    )
    return rows.length
  }
  steps.pass(2)
  await dropLeftCopies(steps.system())
  expect(await copies()).toBe(0)
  await dieAndGoOn(await evacuate(), 'archive-region', 'prove', 'at copy public."ports"')
  expect(await copies()).toBe(1)
  expect(await dropLeftCopies(steps.system())).toBe(0)
  steps.pass(2)
  await dropLeftCopies(steps.system())
  expect(await copies()).toBe(0)
})

it.each(
  momentsOfRun([...around(ARCHIVE_STEPS), ['freeze', 'at ^revoke connect'], ['drop', 'at ^drop database']]),
)(
  'a payment that comes after the process died when “%s” has %s brings the region back whole',
  SLOW,
  async (step, moment) => {
    const made = await evacuate()
    const treasury = await treasuryOf(made)
    const backupDir = path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
    const id = await newest(made, 'archive-region')
    const args = [platform.url, backupDir, String(platform.clock.offsetMs()), 'archive-region', id]
    expect(await once(dying.start(...args, step, moment), 'exit')).toEqual([null, 'SIGKILL'])
    await steps.become(made.region, 'active')
    await goOn()
    await expectBack(made, treasury)
  },
)

it.each(momentsOfRun([...around(RETURN_STEPS), ['load', 'at copy public."ports"'], ['load', 'at ^commit']]))(
  'a return whose process dies when “%s” has %s ends as any other',
  SLOW,
  async (step, moment) => {
    const made = await evacuate()
    const treasury = await treasuryOf(made)
    await steps.settle()
    await steps.become(made.region, 'active')
    await dieAndGoOn(made, 'return-region', step, moment)
    await expectBack(made, treasury)
  },
)

it.each(momentsOfRun(around(TERMINATION_STEPS)))(
  'an end whose process dies when “%s” has %s leaves nothing behind',
  SLOW,
  async (step, moment) => {
    const made = await evacuate()
    await steps.settle()
    steps.pass(400)
    await steps.become(made.region, 'terminated')
    await dieAndGoOn(made, 'terminate-region', step, moment)
    expect((await steps.rowOf(made.region)).status).toBe('terminated')
    expect(await steps.galaxyRowOf(made.region)).toMatchObject({ status: 'dropped' })
    const stored = await platform.ctx().archive.list()
    expect(stored.filter(({ name }) => name.includes(made.region.galaxyId ?? '-'))).toEqual([])
    platform.clock.advance(20 * 60_000)
    expect(await auditConservation(steps.system())).toEqual({ result: 'balanced', differences: [] })
  },
)
