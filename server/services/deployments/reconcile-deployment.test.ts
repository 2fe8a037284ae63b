import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { deploymentSteps } from '#server/testing/deployment-steps.ts'
import { useServerProgram } from '#server/testing/server-program.ts'
import { TEST_SECRET, useTestPlatform } from '#server/testing/test-platform.ts'
import { findAwayGalaxies } from '../platform/find-away-galaxies.ts'
import { getPlatformGauges } from '../platform/get-platform-gauges.ts'

let build = 'one'
const FIRST_PORT = 27_200
const program = useServerProgram()
const platform = useTestPlatform({
  regionServers: {
    program: () => program.of(build),
    firstPort: FIRST_PORT,
    patience: { retiredMs: 500, silentMs: 3_000 },
  },
})
const { make, system } = deploymentSteps(platform)

const OWN = { to: 'own', cpu: 1, memory: 2 } as const
// The database server has connections for a few of them at once.
afterEach(async () => {
  await system().drivers.process.stopServers(new Set())
  await platform.db.delete(regionDeployments)
})

/** A region that has a server of its own. */
const served = async () => {
  const made = await make()
  const task = await made.change(OWN)
  await made.settle()
  return { ...made, task }
}
const taskOf = async (id: string) =>
  (await platform.db.select().from(operations).where(eq(operations.id, id)))[0]
const isGone = (pid: number) =>
  vi.waitFor(
    () => {
      expect(() => process.kill(pid, 0)).toThrow()
    },
    { timeout: 20_000, interval: 50 },
  )
const only = async (pids: () => Promise<number[]>): Promise<number> => {
  const [pid, ...others] = await pids()
  expect(others).toEqual([])
  if (!pid) throw new Error('there is no server')
  return pid
}

describe('a region that is to have a server of its own', () => {
  it('has one, which is given its own database and token and nothing of the platform’s', async () => {
    const { task, pids, endpoint, api, row, galaxyId } = await served()
    expect(await taskOf(task.taskId)).toMatchObject({ status: 'succeeded', progress: 100 })
    expect(await endpoint()).toMatch(/^http:\/\/127\.0\.0\.1:272\d\d$/)
    await (await api()).ping({})
    expect(await row()).toMatchObject({
      ...{ observedState: 'running', observedGeneration: 1, error: null, restarts: 0, host: 'test-host' },
      steps: [{ step: 'serve', error: null }],
    })
    const pid = await only(pids)
    const environment = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean)
    expect(environment.map((line) => line.split('=')[0]).sort()).toEqual([
      ...['GALAXY_CONNECTIONS', 'GALAXY_DATABASE_URL', 'GALAXY_ID', 'GALAXY_SERVER_FILE', 'GALAXY_TOKEN'],
      ...['HOST', 'LOG_LEVEL', 'NODE_ENV', 'PORT', 'ROLES'],
    ])
    expect(environment.join()).not.toContain(TEST_SECRET)
    expect(environment.join()).not.toContain(new URL(platform.url).password)
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    expect(line).toContain('--max-old-space-size=2048')
    expect(line).not.toMatch(/postgres|TOKEN/i)
    expect(line).not.toContain(platform.ctx().secrets.galaxyToken(galaxyId))
  })

  it('gets another one when it is killed, at the same address', async () => {
    const { pids, endpoint, settle, reconcile, api, row } = await served()
    const before = await endpoint()
    const pid = await only(pids)
    process.kill(pid, 'SIGKILL')
    await isGone(pid)
    await expect((await api()).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await reconcile()).toBe('as-it-should-be')
    expect(await only(pids)).not.toBe(pid)
    expect(await endpoint()).toBe(before)
    await (await api()).ping({})
    await settle()
    expect(await row()).toMatchObject({ observedState: 'running', restarts: 1 })
  })

  it('gets another one when it hangs', async () => {
    const { pids, reconcile, settle, api, row } = await served()
    const pid = await only(pids)
    process.kill(pid, 'SIGSTOP')
    expect(await reconcile()).toBe('under-way')
    expect(await row()).toMatchObject({ observedState: 'away' })
    await vi.waitFor(async () => expect(await reconcile()).toBe('as-it-should-be'), {
      timeout: 40_000,
      interval: 200,
    })
    await isGone(pid)
    await settle()
    await (await api()).ping({})
    expect(await row()).toMatchObject({ observedState: 'running' })
  })

  it('gets another one in a new version of the platform, and the one before ends afterwards', async () => {
    const { pids, settle, reconcile, api, row, endpoint } = await served()
    const pid = await only(pids)
    build = 'two'
    try {
      const before = await endpoint()
      await reconcile()
      expect(await endpoint()).not.toBe(before)
      await settle()
      await isGone(pid)
      await (await api()).ping({})
      // Nothing was lost.
      expect(await row()).toMatchObject({ restarts: 0 })
    } finally {
      build = 'one'
    }
  })

  it('gets other resources, and is served by the platform again', async () => {
    const { pids, settle, change, api, endpoint, row } = await served()
    const first = await only(pids)
    await change({ cpu: 2, memory: 3 })
    await settle()
    const second = await only(pids)
    expect(second).not.toBe(first)
    const environment = await readFile(`/proc/${second}/environ`, 'utf8')
    expect(environment).toContain('GALAXY_CONNECTIONS=20')
    expect(await readFile(`/proc/${second}/cmdline`, 'utf8')).toContain('--max-old-space-size=3072')
    await change({ to: 'shared' })
    await settle()
    expect(await endpoint()).toBeNull()
    await (await api()).ping({})
    await vi.waitFor(async () => {
      await platform.ctx().drivers.process.stopServers(new Set())
      expect(await pids()).toEqual([])
    })
    await settle()
    expect(await row()).toMatchObject({ observedState: 'running', host: null, keeper: null })
    await isGone(second)
  })

  it('takes another port when one is taken', async () => {
    const taken = createServer((_, answer) => answer.end('somebody else'))
    for (let port = FIRST_PORT; !taken.listening; port++) {
      taken.listen(port, '127.0.0.1')
      await Promise.race([once(taken, 'listening'), once(taken, 'error')]).catch(() => undefined)
    }
    try {
      const { endpoint, api } = await served()
      expect(await endpoint()).not.toContain(`:${(taken.address() as { port: number }).port}`)
      await (await api()).ping({})
    } finally {
      taken.close()
    }
  })

  it('is looked after by one process at a time, and by its own host alone', async () => {
    const made = await make()
    await made.change(OWN)
    const results = await Promise.all([made.reconcile(), made.reconcile(), made.reconcile()])
    expect(results.sort()).toEqual(['as-it-should-be', 'elsewhere', 'elsewhere'])
    expect(await made.pids()).toHaveLength(1)
    const mine = await made.row()
    const own = eq(regionDeployments.regionId, made.region.id)
    const { host, keeper } = mine
    for (const other of [
      { host: 'another-host', keeper },
      { host, keeper: crypto.randomUUID() },
    ]) {
      await platform.db.update(regionDeployments).set(other).where(own)
      expect(await made.reconcile()).toBe('elsewhere')
    }
    // A process of the same host that ended without a word, and then a host that did.
    platform.clock.advance(61_000)
    expect(await made.reconcile()).toBe('as-it-should-be')
    await platform.db.update(regionDeployments).set({ host: 'another-host' }).where(own)
    platform.clock.advance(61_000)
    expect(await made.reconcile()).toBe('elsewhere')
    platform.clock.advance(120_000)
    expect(await made.reconcile()).toBe('as-it-should-be')
    expect(await made.row()).toMatchObject({ host: mine.host })
  })

  it('is not sent to an address where it is not served', async () => {
    const { galaxyId, endpoint, reconcile, settle, api } = await served()
    const right = await endpoint()
    await platform.db
      .update(galaxies)
      .set({ endpoint: 'http://127.0.0.1:9' })
      .where(eq(galaxies.id, galaxyId))
    await expect((await api()).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await reconcile()
    await settle()
    expect(await endpoint()).toBe(right)
    await (await api()).ping({})
  })

  it('tells what fails, tries again ever later, and goes on as before meanwhile', async () => {
    const { region, change, reconcile, endpoint, api, row, settle } = await served()
    const before = await endpoint()
    const { of } = program
    program.of = () => ({ ...of(), args: ['/nowhere/server.mjs'], build: 'broken' })
    build = 'broken'
    try {
      const { taskId } = await change({ cpu: 2 })
      for (let failures = 1; failures <= 5; failures++) {
        expect(await reconcile()).toBe('failed')
        expect(await row()).toMatchObject({ failures, observedState: 'running', observedGeneration: 1 })
        expect((await row()).error).toContain('The server ended while it started.')
      }
      expect(await taskOf(taskId)).toMatchObject({ status: 'failed' })
      const { nextTryAt } = await row()
      const now = await platform.clock.now(platform.db)
      expect(Number(nextTryAt) - now.getTime()).toBeGreaterThan(20_000)
      expect(await endpoint()).toBe(before)
      await (await api()).ping({})
    } finally {
      program.of = of
      build = 'one'
    }
    await settle()
    expect(await row()).toMatchObject({ failures: 0, error: null })
    expect(region.galaxyId).not.toBeNull()
  })
})

describe('a suspended region', () => {
  it('answers nobody and has no server, until it is resumed', async () => {
    const { change, settle, reconcile, api, pids, endpoint, row, galaxyId, region } = await served()
    const pid = await only(pids)
    await change({ suspended: true })
    // Also before a worker has closed it, and with words that do not promise it in a minute.
    await expect((await api()).ping({})).rejects.toMatchObject({ reason: 'galaxy-suspended' })
    await settle()
    await isGone(pid)
    expect(await endpoint()).toBeNull()
    expect(await row()).toMatchObject({ observedState: 'suspended', host: null })
    await expect((await api()).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    // Nobody is woken by it.
    expect((await getPlatformGauges(system())).galaxies).toContainEqual(
      expect.objectContaining({ galaxy: galaxyId, status: 'suspended' }),
    )
    await platform.db.update(galaxies).set({ awaySince: new Date() }).where(eq(galaxies.id, galaxyId))
    const away = (await findAwayGalaxies(system())).regions.map(({ name }) => name)
    expect(away).not.toContain(region.name)
    // What opens it by another way is undone.
    const [galaxy] = await platform.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
    if (!galaxy) throw new Error('no galaxy')
    await platform.ctx().galaxies.replacement.open(galaxy)
    await reconcile()
    await expect((await api()).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await change({ suspended: false })
    await settle()
    await (await api()).ping({})
    expect(await row()).toMatchObject({ observedState: 'running', servedBy: 'own' })
    expect(await endpoint()).not.toBeNull()
    expect((await row()).steps.map(({ step }) => step)).toEqual(['serve', 'open', 'close', 'serve'])
  })
})

describe('a region whose galaxy goes', () => {
  it('loses its server with the archive, and gets one when it is back', async () => {
    const { galaxyId, pids, reconcile, settle, row, endpoint } = await served()
    const pid = await only(pids)
    const of = eq(galaxies.id, galaxyId)
    await platform.db.update(galaxies).set({ status: 'archived', endpoint: null }).where(of)
    await vi.waitFor(async () => {
      await reconcile()
      expect(await pids()).toEqual([])
    }, 20_000)
    await isGone(pid)
    expect(await row()).toMatchObject({ observedState: 'gone', host: null })
    await platform.db.update(galaxies).set({ status: 'ready' }).where(of)
    await settle()
    expect(await endpoint()).not.toBeNull()
  })

  it('is left alone while it is restored', async () => {
    const { galaxyId, pids, reconcile } = await served()
    const pid = await only(pids)
    await platform.db.update(galaxies).set({ status: 'restoring' }).where(eq(galaxies.id, galaxyId))
    process.kill(pid, 'SIGKILL')
    await isGone(pid)
    expect(await reconcile()).toBe('under-way')
    expect(await only(pids)).toBe(pid)
    await platform.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, galaxyId))
  })
})

it('leaves regions alone of which nobody asked anything', async () => {
  const { region, reconcile } = await make()
  expect(await reconcile()).toBe('elsewhere')
  expect(await platform.db.$count(regionDeployments, eq(regionDeployments.regionId, region.id))).toBe(0)
  expect(system().drivers.host.name).toBe('test-host')
})
