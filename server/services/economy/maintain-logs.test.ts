import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { MONTHS_AHEAD } from '#db/log-partitions.ts'
import { ledgerAccounts, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { eventLog } from '#db/schema/galaxy/presence.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type AppConfig } from '../context.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { maintainLogs } from './maintain-logs.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'
import { findLedgerDrift } from '#server/galaxy/roll-up-logs.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
afterEach(() => platform.clock.set(0))

const system = () => platform.ctx({ kind: 'system', job: 'test' })
const keep = (retention: Partial<AppConfig['retention']> = {}) => {
  const ctx = system()
  return maintainLogs({
    ...ctx,
    config: { ...ctx.config, retention: { ...ctx.config.retention, ...retention } },
  })
}
const inGalaxy = <T>({ region }: MadeRegion, work: (galaxy: GalaxyPool) => Promise<T>) =>
  system().galaxies.withGalaxy(region.galaxyId ?? '', work)

const statsOf = ({ region }: MadeRegion) => {
  const { galaxies, clock } = system()
  return galaxies.apiFor(region.galaxyId ?? '', { clock }).getStats({})
}

const partitions = async (made: MadeRegion | null, log: string): Promise<string[]> => {
  const query = sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = ${log}::regclass order by 1`
  const { rows } = made
    ? await inGalaxy(made, (galaxy) => galaxy.execute<{ name: string }>(query))
    : await platform.db.execute<{ name: string }>(query)
  return rows.map(({ name }) => name.slice(log.length + 1))
}
const monthsFrom = (start: Date, months: number) =>
  Array.from({ length: months }, (_, n) =>
    new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, 1))
      .toISOString()
      .slice(0, 7)
      .replace('-', '_'),
  )

/** A line in each of the logs, now: a sale of 90 with 10 of tax. */
async function writeLogs(made: MadeRegion) {
  await transact(system(), (tx) =>
    tx.audit({ action: 'test.done', subject: { type: 'test', id: made.region.id } }),
  )
  const at = await platform.clock.now(platform.db)
  const credits = { ownerId: null, asset: 'credits' } as const
  await inGalaxy(made, (galaxy) =>
    galaxy.transaction(async (tx) => {
      await tx.insert(eventLog).values({ at, kind: 'moved', detail: {} })
      await postTransfer(tx, {
        id: randomUUID(),
        reason: 'sale',
        at,
        postings: [
          { ...credits, account: 'source:port_liquidity', amount: -100n },
          { ...credits, account: 'purse', ownerId: made.owner.userId, amount: 90n },
          { ...credits, account: 'treasury', amount: 10n },
        ],
      })
    }),
  )
}
const rowsIn = async (made: MadeRegion, table: string) => {
  const { rows } = await inGalaxy(made, (galaxy) =>
    galaxy.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.raw(table)}`),
  )
  return rows[0]?.n
}

describe('the partitions of a log', () => {
  it('exist for this month and the next ones from the start, and a region’s role cannot create any', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    const expected = [...monthsFrom(new Date(), 1 + MONTHS_AHEAD), 'default']
    expect(await partitions(null, 'audit_log')).toEqual(expected)
    for (const log of ['event_log', 'ledger_postings']) expect(await partitions(made, log)).toEqual(expected)
    const own = inGalaxy(made, (galaxy) =>
      galaxy.execute(
        sql`create table event_log_2200_01 partition of event_log for values from ('2200-01-01') to ('2200-02-01')`,
      ),
    )
    await expect(own).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  it('are created for fourteen months on, and nothing lands in the default one', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    const start = await platform.clock.now(platform.db)
    for (let day = 0; day <= 427; day += 7) {
      platform.clock.set(day * DAY)
      await keep()
      await writeLogs(made)
    }
    for (const log of ['event_log', 'ledger_postings']) {
      expect(await rowsIn(made, `${log}_default`)).toBe(0)
      expect((await partitions(made, log)).at(-2)).toBe(
        monthsFrom(new Date(start.getTime() + 427 * DAY), 1 + MONTHS_AHEAD).at(-1),
      )
    }
    const { rows } = await platform.owner.execute(sql`select 1 from audit_log_default`)
    expect(rows).toEqual([])
    // Events of ninety days, postings of four hundred, by whole months; what was audited is there for good.
    const monthBefore = (days: number) => monthsFrom(new Date(start.getTime() + (427 - days) * DAY), 1)[0]
    expect((await partitions(made, 'event_log'))[0]).toBe(monthBefore(90))
    expect((await partitions(made, 'ledger_postings'))[0]).toBe(monthBefore(400))
    expect((await partitions(null, 'audit_log'))[0]).toBe(monthsFrom(start, 1)[0])
    expect(await inGalaxy(made, findLedgerDrift)).toEqual([])
    const figures = await statsOf(made)
    expect(figures).toMatchObject({ totalRevenue: 620, treasury: 620, tradeVolume30d: 5 * 90 })
  })

  it('take over rows that landed in the default one', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    const start = await platform.clock.now(platform.db)
    platform.clock.set(200 * DAY)
    await writeLogs(made)
    expect(await rowsIn(made, 'ledger_postings_default')).toBe(3)
    platform.clock.set(240 * DAY)
    await keep()
    for (const log of ['event_log', 'ledger_postings']) expect(await rowsIn(made, `${log}_default`)).toBe(0)
    expect(await rowsIn(made, 'ledger_postings')).toBe(3)
    // The check of sums, which was off for the move, is on again.
    const oneSided = inGalaxy(made, (galaxy) =>
      galaxy.transaction(async (tx) => {
        const at = new Date(start.getTime() + 900 * DAY)
        const id = randomUUID()
        await tx.insert(ledgerTransfers).values({ id, reason: 'sale', at })
        await tx
          .insert(ledgerPostings)
          .values({ transferId: id, kind: 'treasury', ownerId: null, asset: 'credits', amount: 1, at })
      }),
    )
    await expect(oneSided).rejects.toMatchObject({ cause: { constraint: 'ledger_postings_sum' } })
  })

  it('can be created for logs only', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    for (const table of ['pilots', 'event_log_default', 'pg_class']) {
      const add = inGalaxy(made, (galaxy) => galaxy.execute(sql`select add_log_partition(${table}, now())`))
      await expect(add).rejects.toMatchObject({ cause: { code: '22023' } })
    }
  })

  it('that are rolled up are not read by statistics', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    const start = await platform.clock.now(platform.db)
    await writeLogs(made)
    platform.clock.set(65 * DAY)
    await keep()
    const [month] = monthsFrom(start, 1)
    const owner = await platform.galaxy(made.region.galaxyId ?? '')
    const figures = await owner.transaction(async (tx) => {
      await tx.execute(sql.raw(`lock table ledger_postings_${month}, event_log_${month}`))
      return statsOf(made)
    })
    expect(figures).toMatchObject({ totalRevenue: 10 })
  })
})

describe('old logs', () => {
  it('are dropped by their retention settings, the audit log only if it has one', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    await writeLogs(made)
    platform.clock.set(500 * DAY)
    await keep()
    expect([await rowsIn(made, 'event_log'), await rowsIn(made, 'ledger_postings')]).toEqual([0, 0])
    const audited = () => platform.db.$count(auditLog, eq(auditLog.subjectId, made.region.id))
    expect(await audited()).toBe(1)
    platform.clock.set(501 * DAY)
    await keep({ auditDays: 365 })
    expect(await audited()).toBe(0)
    expect(await inGalaxy(made, findLedgerDrift)).toEqual([])
    expect(await statsOf(made)).toMatchObject({ totalRevenue: 10 })
  })

  it('of postings are kept while a balance differs from their sum', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    await writeLogs(made)
    await inGalaxy(made, (galaxy) =>
      galaxy.update(ledgerAccounts).set({ balance: 11 }).where(eq(ledgerAccounts.kind, 'treasury')),
    )
    platform.clock.set(600 * DAY)
    await keep()
    expect(await inGalaxy(made, findLedgerDrift)).toEqual([
      { kind: 'treasury', ownerId: null, balance: 11, posted: 10 },
    ])
    expect(await inGalaxy(made, (galaxy) => galaxy.$count(ledgerPostings))).toBe(3)
    await inGalaxy(made, (galaxy) =>
      galaxy.update(ledgerAccounts).set({ balance: 10 }).where(eq(ledgerAccounts.kind, 'treasury')),
    )
  })

  it('of an unreachable galaxy are maintained by the next run', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    await writeLogs(made)
    platform.clock.set(700 * DAY)
    await maintainLogs(cutOff(system()))
    expect(await rowsIn(made, 'event_log')).toBe(1)
    await keep()
    expect(await rowsIn(made, 'event_log')).toBe(0)
  })
})
