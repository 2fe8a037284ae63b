import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

/** Connects to a database of the test server, or of the one in `dataDir`, as its operator could. */
export async function withDatabase<T>(
  database: string,
  work: (client: pg.Client) => Promise<T>,
  dataDir = process.env.E2E_DATA_DIR ?? '',
): Promise<T> {
  const read = async (name: string) => (await readFile(path.join(dataDir, 'postgres', name), 'utf8')).trim()
  const login = `sectorwars:${await read('postgres-password')}`
  const client = new pg.Client({
    connectionString: `postgres://${login}@127.0.0.1:${await read('postgres-port')}/${database}`,
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The vote that is open on a subject, the job that closes it, and of an election its nominations. `$2` is how far away the end is. */
const VOTES = {
  policy: { voteOf: `select vote_id from policies where id = $1`, job: 'close-policy', payload: 'policyId' },
  election: {
    voteOf: `select vote_id from elections where id = $1`,
    job: 'close-election',
    payload: 'electionId',
  },
  treaty: {
    voteOf: `select vote_id from treaty_sides where treaty_id = $1 and status = 'voting'`,
    job: 'settle-treaty',
    payload: 'treatyId',
  },
} as const

const NOMINATIONS = `select voting_opens_at from elections where id = $1 and status = 'pending'`

/**
 * Fast-forwards to the end of nominations or of the vote: shifts opening, ballots and close into the past and queues
 * the due job. Votes last at least a day and nobody can shorten them.
 */
export const letTimePass = (kind: keyof typeof VOTES, id: string) =>
  withDatabase('sectorwars', async (client) => {
    const { voteOf, job, payload } = VOTES[kind]
    const isNominating = kind === 'election' && (await client.query(NOMINATIONS, [id])).rowCount === 1
    const ends = isNominating
      ? NOMINATIONS
      : `select min(closes_at) from votes where state = 'open' and id in (${voteOf})`
    const { rows } = await client.query<{ away: string }>(`select ((${ends}) - now())::text as away`, [id])
    const [next] = rows
    if (!next?.away) throw new Error(`no ${kind} waits for its time`)
    const values = [id, next.away]
    if (isNominating)
      await client.query(
        `update elections set created_at = created_at - $2::interval, voting_opens_at = voting_opens_at - $2::interval
          where id = $1`,
        values,
      )
    else
      await client.query(
        `with vote as (update votes set opens_at = opens_at - $2::interval, closes_at = closes_at - $2::interval
            where state = 'open' and id in (${voteOf}) returning id)
         update ballots set cast_at = cast_at - $2::interval where vote_id in (select id from vote)`,
        values,
      )
    await client.query(
      `insert into job_outbox (id, name, payload, run_at, created_at) values (gen_random_uuid(), $1, $2, now(), now())`,
      [isNominating ? 'open-voting' : job, { [payload]: id }],
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
  withDatabase('sectorwars', async (client) => {
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
  withDatabase('sectorwars', async (client) => {
    const { rows: recalls } = await client.query<{ id: string }>(
      `select recalls.id from recalls join regions on regions.id = region_id
        where name = $1 and recalls.status in ('recalled', 'kept')`,
      [region],
    )
    const { rows: motions } = await client.query<{ id: string }>(
      `select id from council_motions where status in ('passed', 'rejected', 'implemented')`,
    )
    return { recalls: recalls.map(({ id }) => id), motions: motions.map(({ id }) => id) }
  })

/** Fast-forwards to the arrival of a pilot who is between two galaxies: a passage takes minutes. */
export const letShipArrive = (callsign: string) =>
  withDatabase('sectorwars', async (client) => {
    const { rows } = await client.query<{ id: string; from: string }>(
      `update custody set departed_at = departed_at - interval '10 minutes', arrives_at = arrives_at - interval '10 minutes'
        where state = 'held' and user_id = (select id from users where callsign = $1)
        returning id, from_galaxy_id as "from"`,
      [callsign],
    )
    const [crossing] = rows
    if (!crossing) throw new Error(`${callsign} is not under way`)
    await client.query(
      `insert into job_outbox (id, name, payload, run_at, created_at)
       values (gen_random_uuid(), 'drive-crossing', jsonb_build_object('crossingId', $1::text, 'fromGalaxyId', $2::text), now(), now())`,
      [crossing.id, crossing.from],
    )
  })

/** The subscription at PayPal that pays for a region. */
export const paypalIdOf = (region: string) =>
  withDatabase('sectorwars', async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select paypal_subscription_id as id from subscriptions s join regions r on r.id = s.region_id where r.name = $1`,
      [region],
    )
    return rows.at(0)?.id ?? ''
  })
