import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

/** Connects to the platform database of the test server, as its operator could. */
async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const folder = path.join(process.env.E2E_DATA_DIR ?? '', 'postgres')
  const read = async (name: string) => (await readFile(path.join(folder, name), 'utf8')).trim()
  const login = `sectorwars:${await read('postgres-password')}`
  const client = new pg.Client({
    connectionString: `postgres://${login}@127.0.0.1:${await read('postgres-port')}/sectorwars`,
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** SQL that brings the next deadline of a vote to the present, and the job due then. `$2` is the remaining time. */
const VOTES = {
  policy: {
    due: `select voting_closes_at - now() as away, 'close-policy' as job from policies where id = $1`,
    move: `update policies set proposed_at = proposed_at - $2::interval,
             voting_closes_at = voting_closes_at - $2::interval where id = $1 returning roll_id`,
    payload: (id: string) => ({ policyId: id }),
  },
  election: {
    due: `select case status when 'pending' then voting_opens_at else voting_closes_at end - now() as away,
            case status when 'pending' then 'open-voting' else 'close-election' end as job
            from elections where id = $1`,
    move: `update elections set created_at = created_at - $2::interval,
             voting_opens_at = voting_opens_at - $2::interval,
             voting_closes_at = voting_closes_at - $2::interval where id = $1 returning roll_id`,
    payload: (id: string) => ({ electionId: id }),
  },
  treaty: {
    due: `select min(voting_closes_at) - now() as away, 'settle-treaty' as job
            from treaty_sides where treaty_id = $1 and status = 'voting'`,
    move: `update treaty_sides set voting_closes_at = voting_closes_at - $2::interval
             where treaty_id = $1 and status = 'voting' returning roll_id`,
    payload: (id: string) => ({ treatyId: id }),
  },
} as const

/**
 * Fast-forwards to the end of nominations or of the vote: shifts opening, ballots and close into the past and queues
 * the due job. Votes last at least a day and nobody can shorten them.
 */
export const letTimePass = (kind: keyof typeof VOTES, id: string) =>
  withDatabase(async (client) => {
    const { due, move, payload } = VOTES[kind]
    const { rows } = await client.query<{ away: string; job: string }>(
      `select away::text, job from (${due}) as due`,
      [id],
    )
    const [next] = rows
    if (!next?.away) throw new Error(`no ${kind} waits for its time`)
    await client.query(
      `with vote as (${move}),
       roll as (update rolls set opened_at = opened_at - $2::interval where id in (select roll_id from vote))
       update ballots set cast_at = cast_at - $2::interval where roll_id in (select roll_id from vote)`,
      [id, next.away],
    )
    await client.query(
      `insert into job_outbox (id, name, payload, run_at, created_at) values (gen_random_uuid(), $1, $2, now(), now())`,
      [next.job, payload(id)],
    )
  })

export type StoredRegion = {
  /** The region's row by column. */
  settings: Record<string, unknown>
  /** Its law book, oldest first. */
  laws: { number: number; kind: string; changes: { lever: string; before: unknown; after: unknown }[] }[]
}

/** Every region ever opened, with its law book, read in one statement so that both are consistent. */
export const readRegions = () =>
  withDatabase(async (client) => {
    const { rows } = await client.query<StoredRegion>(
      `select to_jsonb(regions) as settings,
         (select jsonb_agg(jsonb_build_object('number', number, 'kind', kind, 'changes', changes) order by number)
            from laws where region_id = regions.id) as laws
       from regions where exists (select from laws where region_id = regions.id)`,
    )
    return rows
  })

/** Closed recalls of a region and closed Council motions, which the REST API does not list. */
export const readClosedVotes = (region: string) =>
  withDatabase(async (client) => {
    const { rows: recalls } = await client.query<{ id: string }>(
      `select recalls.id from recalls join regions on regions.id = region_id
        where name = $1 and recalls.status in ('recalled', 'kept') and roll_id is not null`,
      [region],
    )
    const { rows: motions } = await client.query<{ id: string }>(
      `select id from council_motions where status in ('passed', 'rejected', 'implemented')`,
    )
    return { recalls: recalls.map(({ id }) => id), motions: motions.map(({ id }) => id) }
  })
