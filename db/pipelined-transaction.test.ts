import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { countTurns } from '#server/testing/count-turns.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import {
  openGalaxyDatabase,
  sqlState,
  transactGalaxyPipelined,
  type GalaxyDb,
  type GalaxyHandle,
} from './client.ts'
import { transactOnConnection } from './copy-rows.ts'
import { prepared } from './prepared.ts'

const platform = useTestPlatform()

let way: Awaited<ReturnType<typeof countTurns>>
let handle: GalaxyHandle
beforeAll(async () => {
  await platform.owner.execute(
    sql`create table numbers (n int primary key, twin int references numbers deferrable initially deferred)`,
  )
  await platform.owner.execute(sql`grant all on numbers to public`)
  way = await countTurns(platform.url)
  handle = openGalaxyDatabase(way.url, { max: 1, applicationName: 'pipelined' })
})
afterAll(async () => {
  await handle.close()
  await way.close()
})
beforeEach(async () => {
  await handle.db.execute(sql`delete from numbers`)
  way.turns()
})

const written = prepared((db: GalaxyDb) => {
  const row = db
    .$with('row', { n: sql<number>`n`.as('n') })
    .as(
      sql`insert into numbers (n, twin) values (${sql.placeholder('n')}, ${sql.placeholder('twin')}) returning n`,
    )
  return db.with(row).select({ n: row.n }).from(row).prepare('write_number')
})
const write = (db: GalaxyDb, n: number, twin: number | null = null) => written(db).execute({ n, twin })

const all = async () => {
  const { rows } = await platform.owner.execute<{ n: number }>(sql`select n from numbers order by n`)
  return rows.map(({ n }) => n)
}

it('waits once for what is sent together with begin, and once for the last statement with the commit', async () => {
  const value = await transactGalaxyPipelined(handle.db, async (db, last) => {
    await Promise.all([write(db, 1), write(db, 2), write(db, 3)])
    return last(() => write(db, 4))
  })
  expect(value).toEqual([{ n: 4 }])
  expect(way.turns()).toBe(2)
  expect(await all()).toEqual([1, 2, 3, 4])
})

it('commits what ends without a last statement, and what sends nothing', async () => {
  await transactGalaxyPipelined(handle.db, (db) => write(db, 1))
  expect(await transactGalaxyPipelined(handle.db, () => Promise.resolve('done'))).toBe('done')
  expect(await all()).toEqual([1])
})

it('leaves nothing when a statement fails, also one sent with those after it, and the connection serves the next', async () => {
  await write(handle.db, 7)
  const failing = [
    transactGalaxyPipelined(handle.db, (db) => Promise.all([write(db, 1), write(db, 7), write(db, 2)])),
    transactGalaxyPipelined(handle.db, async (db, last) => {
      await write(db, 1)
      return last(() => write(db, 7))
    }),
    transactGalaxyPipelined(handle.db, async (db) => {
      await write(db, 1)
      throw Object.assign(new Error('changed its mind'), { code: '23505' })
    }),
  ]
  for (const one of failing) await expect(one).rejects.toSatisfy((error) => sqlState(error) === '23505')
  expect(await all()).toEqual([7])
  await transactGalaxyPipelined(handle.db, (db) => write(db, 8))
  expect(await all()).toEqual([7, 8])
})

it('is refused by what is checked at the commit', async () => {
  const failing = transactGalaxyPipelined(handle.db, (db, last) => last(() => write(db, 1, 99)))
  await expect(failing).rejects.toSatisfy((error) => sqlState(error) === '23503')
  expect(await all()).toEqual([])
})

it('is no success when a failure was overlooked', async () => {
  const failing = transactGalaxyPipelined(handle.db, async (db, last) => {
    await db.execute(sql`select 1 / 0`).catch(() => undefined)
    return last(() => write(db, 1))
  })
  await expect(failing).rejects.toSatisfy((error) => sqlState(error) === '25P02')
  const silent = transactGalaxyPipelined(handle.db, async (db) => {
    await db.execute(sql`select 1 / 0`).catch(() => undefined)
  })
  await expect(silent).rejects.toThrow('rolled back')
})

it('sends no commit before a last statement that is not on its way', async () => {
  const failing = transactGalaxyPipelined(handle.db, (db, last) =>
    last(() => Promise.resolve().then(() => write(db, 1))),
  )
  await expect(failing).rejects.toThrow('sent at once')
  expect(await all()).toEqual([])
})

it('gives back a connection over which one can copy and wait again', async () => {
  await transactGalaxyPipelined(handle.db, (db, last) => last(() => write(db, 1)))
  const counted = await transactOnConnection(handle.db, (held) =>
    held.execute(sql`select count(*)::int as n from numbers`),
  )
  expect(counted.rows).toEqual([{ n: 1 }])
  const connection = await handle.pool.connect()
  expect(connection.pipeline).toBe(false)
  connection.release()
})

it('takes a last statement that an ordinary transaction of the connection had prepared', async () => {
  const own = openGalaxyDatabase(way.url, { max: 1, applicationName: 'pipelined' })
  try {
    await own.db.transaction(async (db) => write(db, 1))
    await transactGalaxyPipelined(own.db, (db, last) => last(() => write(db, 2)))
  } finally {
    await own.close()
  }
  expect(await all()).toEqual([1, 2])
})
