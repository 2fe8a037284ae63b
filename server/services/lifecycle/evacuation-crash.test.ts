import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { EVACUATION_STUCK_MS } from '#server/domain/regions/evacuation-steps.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { momentsOfRun } from '#server/testing/moments-of-run.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { sweepEvacuations } from './sweep-evacuations.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)
const dying = useBundledScript('server/testing/job-and-die.ts')
const backupDir = () => path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
let hub: string

beforeAll(async () => {
  hub = await travel.makeNexus()
}, 120_000)

// Spread over the whole: reading, carrying the first and the second, the point of no return, sharing, ending, archiving.
it.each(momentsOfRun([4, 12, 20, 35, 52, 68, 90, 120, 150, 180]))(
  'a process that is killed at its statement %i loses and doubles nothing, and the sweep ends the evacuation',
  async (n) => {
    const made = await steps.makePaid({ governanceType: 'democracy' })
    const { region, owner } = made
    await steps.beCitizenSince(region, owner.userId, 60)
    const [one, two] = [await travel.makeTraveller(made), await travel.makeTraveller(made)]
    await steps.beCitizenSince(region, one.userId, 60)
    await steps.fillTreasury(region, 901)
    const galaxy = await travel.galaxyOf(region)
    const before = {
      one: await balanceOf(galaxy, 'purse', one.userId),
      two: await balanceOf(galaxy, 'purse', two.userId),
      treasury: await balanceOf(galaxy, 'treasury'),
    }
    await steps.lapse(region)
    await steps.become(region, 'archived')
    const [operation] = await steps.evacuationsOf(region)
    const payload = JSON.stringify({ operationId: operation?.id })
    const args = [platform.url, backupDir(), String(platform.clock.offsetMs()), 'evacuate-region', payload]
    expect(await once(dying.start(...args, String(n)), 'exit')).toEqual([null, 'SIGKILL'])

    platform.clock.advance(EVACUATION_STUCK_MS + 60_000)
    await sweepEvacuations(steps.system())
    await steps.settle()
    await steps.settle()

    expect((await steps.rowOf(region)).status).toBe('archived')
    expect(await steps.evacuationsOf(region)).toMatchObject([{ status: 'succeeded' }])
    const nexus = await platform.galaxy(hub)
    const shares = await steps.sharesOf(region)
    expect(shares.reduce((sum, { credits }) => sum + credits, 0)).toBe(before.treasury)
    const mine = shares.find(({ userId }) => userId === one.userId)
    expect(await balanceOf(nexus, 'purse', one.userId)).toBe(before.one + (mine?.credits ?? 0))
    expect(await balanceOf(nexus, 'purse', two.userId)).toBe(before.two)
    platform.clock.advance(20 * 60_000)
    expect(await auditConservation(steps.system())).toEqual({ result: 'balanced', differences: [] })
  },
  300_000,
)

// Binding the share to a stay, asking the galaxy, hearing of it.
it.each(momentsOfRun([6, 12, 18, 24]))(
  'a process that is killed at its statement %i while it pays shares pays none twice',
  async (n) => {
    const made = await steps.makePaid()
    const { region } = made
    const one = await travel.makeTraveller(made)
    await steps.beCitizenSince(region, one.userId, 60)
    await steps.fillTreasury(region, 600)
    await steps.lapse(region)
    await steps.become(region, 'archived')
    await platform.runOutbox()
    platform.clock.advance(5 * 60_000)
    await one.api.space.mySector()
    const nexus = await platform.galaxy(hub)
    const before = await balanceOf(nexus, 'purse', one.userId)
    const [share] = await steps.sharesOf(region)
    const args = [platform.url, backupDir(), String(platform.clock.offsetMs()), 'sweep-evacuations', '{}']
    await once(dying.start(...args, String(n)), 'exit')
    await steps.settle()
    await steps.settle()
    expect(await balanceOf(nexus, 'purse', one.userId)).toBe(before + (share?.credits ?? 0))
    platform.clock.advance(20 * 60_000)
    expect(await auditConservation(steps.system())).toEqual({ result: 'balanced', differences: [] })
  },
  300_000,
)
