import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type GalaxyDb } from '#db/client.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { createGalaxyPools, type GalaxyPools } from './galaxy-pools.ts'

const platform = useTestPlatform()

let opened: string[] = []
beforeEach(() => {
  opened = []
})

/** Pools of many "galaxies", which are all the test's one database. */
function poolsOf(connections: number): GalaxyPools {
  const pools = createGalaxyPools({
    connections,
    urlOf: (galaxyId) => {
      opened.push(galaxyId)
      return Promise.resolve(platform.url)
    },
    log: pino({ level: 'silent' }),
  })
  onTestFinished(() => pools.close())
  return pools
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `galaxy-${index}`)

const backend = async (galaxy: GalaxyDb): Promise<number> => {
  const { rows } = await galaxy.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return rows[0]?.pid ?? 0
}

/** Connections of pools of this file that the server has at present. */
const connectionsOpen = async (): Promise<number> => {
  const { rows } = await platform.db.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name like 'galaxy-%'`,
  )
  return rows[0]?.count ?? 0
}

/** Resolves for all who wait once `count` of them do. */
function meeting(count: number): () => Promise<void> {
  let missing = count
  let open = () => undefined as void
  const met = new Promise<void>((resolve) => (open = resolve))
  return () => {
    missing -= 1
    if (missing === 0) open()
    return met
  }
}

describe('galaxy pools', () => {
  it('stay open while in use, however many others are used at the same time', async () => {
    const pools = poolsOf(100)
    const galaxies = names(60)
    const together = meeting(galaxies.length)
    const answers = await Promise.all(
      galaxies.map((id) =>
        pools.use(id, async (galaxy) => {
          const before = await backend(galaxy)
          await together()
          return [before, await backend(galaxy)]
        }),
      ),
    )
    expect(new Set(answers.map(([before]) => before)).size).toBe(60)
    for (const [before, after] of answers) expect(after).toBe(before)
    expect(opened).toHaveLength(60)
  })

  it('never exceed the budget of connections, and all callers are served', async () => {
    const pools = poolsOf(6)
    let most = 0
    const work = names(40).flatMap((id) => [id, id, id])
    const answers = await Promise.all(
      work.map((id) =>
        pools.use(id, (galaxy) =>
          galaxy.transaction(async (tx) => {
            most = Math.max(most, await connectionsOpen())
            return backend(tx)
          }),
        ),
      ),
    )
    expect(answers).toHaveLength(120)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(6)
  })

  it('take over the connection that has been idle longest', async () => {
    const pools = poolsOf(2)
    const first = await pools.use('a', backend)
    const second = await pools.use('b', backend)
    await pools.use('c', backend)
    expect(await pools.use('b', backend)).toBe(second)
    expect(await pools.use('a', backend)).not.toBe(first)
  })

  it('fail each waiting caller with UNAVAILABLE while no connection is available', async () => {
    const url = new URL(platform.url)
    url.port = '1'
    const pools = createGalaxyPools({
      connections: 2,
      urlOf: () => Promise.resolve(url.toString()),
      log: pino({ level: 'silent' }),
    })
    const asked = ['a', 'b', 'c', 'd'].map((id) => pools.use(id, backend))
    for (const answer of await Promise.allSettled(asked)) expect(answer).toMatchObject({ status: 'rejected' })
    await expect(pools.use('a', (galaxy) => galaxy.transaction(backend))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'galaxy-unavailable',
    })
    await pools.close()
  })
})

describe('a pool that is being closed', () => {
  it('stays open until its work is done, while new callers get a new pool', async () => {
    const pools = poolsOf(10)
    const steps: string[] = []
    let released: Promise<void> = Promise.resolve()
    await pools.use('a', async (galaxy) => {
      const before = await backend(galaxy)
      released = pools.release('a').then(() => void steps.push('released'))
      expect(await pools.use('a', backend)).not.toBe(before)
      expect(await backend(galaxy)).toBe(before)
      steps.push('worked')
    })
    await released
    expect(steps).toEqual(['worked', 'released'])
    expect(opened).toEqual(['a', 'a'])
  })
})

describe('a sweep over many galaxies', () => {
  it('leaves connections in use alone and keeps none of its own', async () => {
    const pools = poolsOf(4)
    const inUse = await pools.use('played', backend)
    for (const id of names(30)) await pools.use(id, backend, { transient: true })
    expect(await pools.use('played', backend, { transient: true })).toBe(inUse)
    await expect.poll(connectionsOpen).toBe(1)
    expect(opened.filter((id) => id === 'played')).toHaveLength(1)
  })
})
