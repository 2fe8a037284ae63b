import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { openDatabase, openGalaxyDatabase, type GalaxyHandle } from './client.ts'
import { isDatabaseAway, withClient } from './connections.ts'
import { transactOnConnection } from './copy-rows.ts'

const platform = useTestPlatform()

let galaxy: GalaxyHandle
beforeAll(() => {
  galaxy = openGalaxyDatabase(platform.url, { max: 1, applicationName: 'copying' })
})
afterAll(() => galaxy.close())

const uncaught: unknown[] = []
const note = (error: unknown) => void uncaught.push(error)
process.on('uncaughtException', note)
afterAll(() => void process.off('uncaughtException', note))

type Queries = { execute: typeof platform.db.execute }

/** Ends the connection from outside, and resolves once the server knows it no more. */
async function cut(connection: Queries) {
  const { rows } = await connection.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  const pid = rows[0]?.pid
  await platform.db.execute(sql`select pg_terminate_backend(${pid}, 10000)`)
}

describe('a connection that is lost while somebody holds it', () => {
  const waysToHold = {
    'in a transaction': (work: (held: Queries) => Promise<unknown>) => platform.db.transaction(work),
    'in a transaction that copies': (work: (held: Queries) => Promise<unknown>) =>
      transactOnConnection(galaxy.db, work),
  }
  it.each(Object.entries(waysToHold))('%s fails that work and nothing else', async (_, hold) => {
    const held = hold(async (tx) => {
      await cut(tx)
      // The news comes between two queries, when nobody asks: that used to end the process.
      await platform.db.execute(sql`select pg_sleep(0.1)`)
      await tx.execute(sql`select 1`)
    })
    await expect(held).rejects.toSatisfy(isDatabaseAway)
    expect((await platform.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
    expect(uncaught).toEqual([])
  })

  it('alone fails that work and nothing else', async () => {
    const work = withClient({ connectionString: platform.url }, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await platform.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid}, 10000)`)
      await platform.db.execute(sql`select pg_sleep(0.1)`)
      await client.query('select 1')
    })
    await expect(work).rejects.toSatisfy(isDatabaseAway)
    expect(uncaught).toEqual([])
  })

  it('or idle in the pool is told to who opened the pool', async () => {
    const lost: Error[] = []
    const handle = openDatabase(platform.url, {
      ...{ max: 1, applicationName: 'idle', onError: (error: Error) => lost.push(error) },
    })
    await cut(handle.db)
    await expect.poll(() => lost.length).toBeGreaterThan(0)
    expect((await handle.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
    await handle.close()
    expect(uncaught).toEqual([])
  })
})

describe('the database is away', () => {
  const open = (url: string, waitMs = 5_000) => openDatabase(url, { max: 1, applicationName: 'away', waitMs })

  it('when nothing listens there, and when its connections are all taken', async () => {
    const url = new URL(platform.url)
    url.port = '1'
    const nobody = open(url.toString())
    await expect(nobody.db.execute(sql`select 1`)).rejects.toSatisfy(isDatabaseAway)
    await expect(nobody.db.transaction(async () => undefined)).rejects.toSatisfy(isDatabaseAway)
    const busy = open(platform.url, 50)
    await busy.db.transaction(async () => {
      await expect(busy.db.execute(sql`select 1`)).rejects.toSatisfy(isDatabaseAway)
    })
    await nobody.close()
    await busy.close()
  })

  it('not when it refuses a query', async () => {
    const refused: unknown = await platform.db.execute(sql`select 1 / 0`).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect(isDatabaseAway(refused)).toBe(false)
    expect(isDatabaseAway(new Error('anything else'))).toBe(false)
  })
})
