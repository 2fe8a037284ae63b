import { sql } from 'drizzle-orm'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeExport } from '#server/services/exports/make-export.ts'
import { requestRegionExport } from '#server/services/exports/request-export.ts'
import { closePolicy } from '#server/services/policies/close-policy.ts'
import { proposePolicy } from '#server/services/policies/propose-policy.ts'
import { withBenchWorld } from './bench-world.ts'
import { timed } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const MEMBERS = 10_000
const DAYS = 90
const POSTINGS_A_DAY = 4_000
const GOAL_MS = 10_000
const MIB = 1024 * 1024

/** The export of a large region: 10,000 members, a vote that all of them cast in, and a quarter of a year of its book. */
export const benchRegionExports = (dir: string): Promise<BenchRow[]> =>
  withBenchWorld(dir, async ({ runtime, home }) => {
    const { region, owner } = await makeRegion(home, { withGalaxy: true, governanceType: 'democracy' })
    await fillRegion(runtime.pool, region.id)
    const galaxy = await home.galaxy(region.galaxyId ?? '')
    const client = await galaxy.$client.connect()
    try {
      for (const statement of BOOK) await client.query(statement)
    } finally {
      client.release()
    }
    await decideOnce()
    const reference = await timed(async () => {
      await galaxy.$client.query(
        `select to_jsonb(p) from ledger_postings p where account_kind = 'treasury' order by at, id`,
      )
    })
    const { exportId } = await requestRegionExport(home.ctx(owner), { region: region.name })
    const measured = await timed(() => makeExport(home.ctx({ kind: 'system', job: 'bench' }), { exportId }))
    const { rows } = await runtime.pool.query<{ size: number }>(
      `select size_bytes as size from data_exports where id = $1 and state = 'ready'`,
      [exportId],
    )
    const size = rows[0]?.size
    if (!size) throw new Error('the export was not made')
    return [
      {
        what: `export of a region with ${MEMBERS.toLocaleString('en')} members, a vote of all of them and ${(DAYS * POSTINGS_A_DAY).toLocaleString('en')} postings, stored`,
        measured: `${ms(measured)}, a zip of ${(size / MIB).toFixed(1)} MiB`,
        reference: `${ms(reference)}, the treasury’s postings as JSON in one statement`,
        goal: { text: 'under 10 s', reached: measured < GOAL_MS },
      },
    ]

    /** A vote in which everybody voted: its roll and its papers are most of what a region has. */
    async function decideOnce(): Promise<void> {
      const { id: policyId } = await proposePolicy(home.ctx(owner), {
        ...{ region: region.name, policyType: 'tax_rate', title: 'Another tax', description: '' },
        votingDurationDays: 7,
        proposedChanges: { taxRate: 0.15 },
      })
      await runtime.db.execute(sql`
        with vote as (select vote_id as id from policies where id = ${policyId})
        insert into ballots (vote_id, user_id, choice, weight, receipt, cast_at)
        select vote.id, roll.user_id, '["yes"]', roll.weight, md5(roll.user_id::text), now()
        from vote join roll_entries roll on roll.vote_id = vote.id`)
      await runtime.db.execute(sql`
        update votes set opens_at = now() - interval '8 days', closes_at = now() - interval '1 minute'
        where id = (select vote_id from policies where id = ${policyId})`)
      if (!(await closePolicy(home.ctx({ kind: 'system', job: 'bench' }), { policyId })))
        throw new Error('the vote was not counted')
    }
  })

type Pool = { query: (text: string, values: unknown[]) => Promise<unknown> }

async function fillRegion(pool: Pool, regionId: string): Promise<void> {
  await pool.query(
    `insert into users (id, email, callsign, password_hash, created_at, confirmed_at)
       select lpad(to_hex(n), 32, '0')::uuid, 'member' || n || '@bench.test', 'Member-' || to_hex(n), 'none',
         now() - interval '1 year', now() - interval '1 year' from generate_series(1, ${MEMBERS}) n`,
    [],
  )
  await pool.query(
    `insert into memberships (region_id, user_id, type, joined_at, resident_since, citizen_since, last_visit_at)
       select $1, lpad(to_hex(n), 32, '0')::uuid, 'citizen', now() - interval '1 year', now() - interval '1 year',
         now() - interval '1 year', now() from generate_series(1, ${MEMBERS}) n`,
    [regionId],
  )
}

/** Without triggers, which would take minutes. */
const BOOK = [
  `set session_replication_role = replica`,
  `insert into ledger_transfers (id, reason, at)
     select lpad(to_hex(n), 32, '0')::uuid, 'treasury_gift', now() - interval '1 day' - make_interval(secs => n * ${86_400 / POSTINGS_A_DAY})
     from generate_series(1, ${(DAYS * POSTINGS_A_DAY) / 2}) n`,
  `insert into ledger_postings (transfer_id, account_kind, owner_id, asset, amount, at)
     select id, kind, case kind when 'purse' then id::text end, 'credits', amount, at
       from ledger_transfers, (values ('treasury', 10), ('purse', -10)) v (kind, amount)`,
  `reset session_replication_role`,
  `vacuum analyze`,
]
