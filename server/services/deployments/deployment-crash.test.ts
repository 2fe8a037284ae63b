import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { LEASE_MS } from '#server/domain/deployments/lease.ts'
import { type ReconcileStep } from '#server/domain/deployments/desired-state.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { deploymentSteps } from '#server/testing/deployment-steps.ts'
import { useServerProgram } from '#server/testing/server-program.ts'
import { releaseDeployments } from './claim-deployment.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const FIRST_PORT = 27_400
const program = useServerProgram()
const dying = useBundledScript('server/testing/reconcile-and-die.ts')
const platform = useTestPlatform({
  // The same as the process that dies runs: its servers are as good as one's own.
  regionServers: {
    program: () => ({ ...program.of(), cwd: process.cwd() }),
    firstPort: FIRST_PORT,
    patience: { retiredMs: 500 },
  },
})
const { make, system } = deploymentSteps(platform)
type Made = Awaited<ReturnType<typeof make>>

const SLOW = { timeout: 120_000 }
const OWN = { to: 'own', cpu: 1, memory: 2 } as const

afterEach(async () => {
  await system().drivers.process.stopServers(new Set())
  await platform.db.delete(regionDeployments)
})

/** A worker that dies there. What it held of the region is free after its lease. */
const die = async ({ region }: Made, step: ReconcileStep, moment: string) => {
  // As if this process had ended: the one that dies looks after the host.
  await releaseDeployments(system())
  const servers = [program.file(), String(FIRST_PORT), String(platform.clock.offsetMs())]
  const child = dying.start(platform.url, region.id, step, moment, ...servers)
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  platform.clock.advance(LEASE_MS + 1_000)
}
const serve = async (made: Made) => {
  await made.change(OWN)
  await made.settle()
}

const START: [string][] = [
  ['begun'],
  // Before the address is known to anybody: the server is there and nobody looks after it.
  ['at update "galaxies" set "endpoint"'],
  ['done'],
]

describe('a worker that dies', () => {
  it.each(START)('while it starts a server: %s', SLOW, async (moment) => {
    const made = await make()
    await made.change(OWN)
    await die(made, 'serve', moment)
    const left = await made.pids()
    await made.settle()
    // The next worker goes on with what the one before started.
    const now = await made.pids()
    expect(now).toHaveLength(1)
    if (left.length > 0) expect(now).toEqual(left)
    expect(await made.row()).toMatchObject({ observedState: 'running', observedGeneration: 1 })
    await (await made.api()).ping({})
  })

  it.each(START)('while it puts a server in the place of another: %s', SLOW, async (moment) => {
    const made = await make()
    await serve(made)
    const before = await made.pids()
    await made.change({ cpu: 2 })
    await die(made, 'serve', moment)
    await (await made.api()).ping({})
    await made.settle()
    expect(await made.pids()).toHaveLength(1)
    expect(await made.pids()).not.toEqual(before)
    expect(await made.row()).toMatchObject({ observedState: 'running', observedGeneration: 2 })
    await (await made.api()).ping({})
  })

  it.each([
    ['begun'],
    ['at update "galaxies" set "endpoint"'],
    ['at revoke connect'],
    ['at pg_terminate_backend'],
    ['done'],
  ])('while it suspends a region: %s', SLOW, async (moment) => {
    const made = await make()
    await serve(made)
    await made.change({ suspended: true })
    await die(made, 'close', moment)
    await made.settle()
    expect(await made.pids()).toEqual([])
    expect(await made.row()).toMatchObject({ observedState: 'suspended', host: null })
    await expect((await made.api()).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await made.change({ suspended: false })
    await die(made, 'open', 'done')
    await made.settle()
    await (await made.api()).ping({})
  })

  it.each([['begun'], ['at update "galaxies" set "endpoint"'], ['done']])(
    'while it has the platform serve a region again: %s',
    SLOW,
    async (moment) => {
      const made = await make()
      await serve(made)
      await made.change({ to: 'shared' })
      await die(made, 'release', moment)
      await made.settle()
      expect(await made.endpoint()).toBeNull()
      await (await made.api()).ping({})
    },
  )
})
