import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { openDatabase, openGalaxyDatabase, transactGalaxyPipelined, type GalaxyHandle } from './client.ts'
import { isDatabaseUnavailable, withClient } from './connections.ts'
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
  await platform.owner.execute(sql`select pg_terminate_backend(${pid}, 10000)`)
}

describe('a connection that is lost while somebody holds it', () => {
  const waysToHold = {
    'in a transaction': (work: (held: Queries) => Promise<unknown>) => platform.db.transaction(work),
    'in a transaction that copies': (work: (held: Queries) => Promise<unknown>) =>
      transactOnConnection(galaxy.db, work),
    'in a transaction that does not wait': (work: (held: Queries) => Promise<unknown>) =>
      transactGalaxyPipelined(galaxy.db, work),
  }
  it.each(Object.entries(waysToHold))('%s fails that work and nothing else', async (_, hold) => {
    const held = hold(async (tx) => {
      await cut(tx)
      // The news comes between two queries, when nobody asks: that used to end the process.
      await platform.db.execute(sql`select pg_sleep(0.1)`)
      await tx.execute(sql`select 1`)
    })
    await expect(held).rejects.toSatisfy(isDatabaseUnavailable)
    expect((await platform.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
    expect(uncaught).toEqual([])
  })

  it('alone fails that work and nothing else', async () => {
    const work = withClient({ connectionString: platform.url }, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await platform.owner.execute(sql`select pg_terminate_backend(${rows[0]?.pid}, 10000)`)
      await platform.db.execute(sql`select pg_sleep(0.1)`)
      await client.query('select 1')
    })
    await expect(work).rejects.toSatisfy(isDatabaseUnavailable)
    expect(uncaught).toEqual([])
  })

  it('or idle in the pool is reported to onError', async () => {
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
    await expect(nobody.db.execute(sql`select 1`)).rejects.toSatisfy(isDatabaseUnavailable)
    await expect(nobody.db.transaction(async () => undefined)).rejects.toSatisfy(isDatabaseUnavailable)
    const busy = open(platform.url, 2_000)
    await busy.db.transaction(async () => {
      await expect(busy.db.execute(sql`select 1`)).rejects.toSatisfy(isDatabaseUnavailable)
    })
    await nobody.close()
    await busy.close()
  })

  it('not when it refuses a query', async () => {
    const refused: unknown = await platform.db.execute(sql`select 1 / 0`).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect(isDatabaseUnavailable(refused)).toBe(false)
    expect(isDatabaseUnavailable(new Error('anything else'))).toBe(false)
  })
})

describe('the limits of a session', () => {
  const limits = async (db: Queries) => {
    const { rows } = await db.execute<{ name: string; setting: string }>(
      sql`select name, setting from pg_settings
          where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`,
    )
    return Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))
  }

  it('hold for every pool, of the platform and of galaxies', async () => {
    const database = openDatabase(platform.url, { max: 1, applicationName: 'limited' })
    const expected = {
      statement_timeout: 30_000,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 60_000,
    }
    expect(await limits(database.db)).toEqual(expected)
    expect(await limits(galaxy.db)).toEqual(expected)
    await database.close()
  })

  it('are lifted for long work, and hold again after it', async () => {
    expect(await transactOnConnection(galaxy.db, (tx) => limits(tx))).toMatchObject({
      statement_timeout: 600_000,
    })
    expect(await limits(galaxy.db)).toMatchObject({ statement_timeout: 30_000 })
  })

  const soon = {
    statement_timeout: '50ms',
    lock_timeout: '50ms',
    idle_in_transaction_session_timeout: '50ms',
  }
  const short = (name: keyof typeof soon) =>
    openDatabase(platform.url, { max: 1, applicationName: 'short', settings: { [name]: soon[name] } })

  it('end a statement, a wait for a lock and an idle transaction, which are told as out of reach', async () => {
    const slow = short('statement_timeout')
    await expect(slow.db.execute(sql`select pg_sleep(60)`)).rejects.toSatisfy(isDatabaseUnavailable)
    await slow.close()

    const waiting = short('lock_timeout')
    await platform.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(77)`)
      await expect(waiting.db.execute(sql`select pg_advisory_lock(77)`)).rejects.toSatisfy(
        isDatabaseUnavailable,
      )
    })
    await waiting.close()

    const idle = short('idle_in_transaction_session_timeout')
    const gone = idle.db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await expect
        .poll(
          async () =>
            (await platform.db.execute(sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`)).rows,
        )
        .toEqual([])
      await tx.execute(sql`select 1`)
    })
    await expect(gone).rejects.toSatisfy(isDatabaseUnavailable)
    await idle.close()
  })
})
