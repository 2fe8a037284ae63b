import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

/** The platform database of the server that the journeys use, as its operator could reach it. */
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

/**
 * Makes a day pass for one vote: opening, ballots and close were a day earlier. No vote is shorter than a day, and nobody may
 * bring a close forward; what closes it then is the server's own sweep.
 */
export const letADayPass = (policyId: string) =>
  withDatabase(async (client) => {
    const { rowCount } = await client.query(
      `with vote as (update policies set proposed_at = proposed_at - interval '1 day',
         voting_closes_at = voting_closes_at - interval '1 day' where id = $1 returning roll_id),
       roll as (update rolls set opened_at = opened_at - interval '1 day' where id in (select roll_id from vote))
       update ballots set cast_at = cast_at - interval '1 day' where roll_id in (select roll_id from vote)`,
      [policyId],
    )
    if (rowCount === 0) throw new Error('nobody voted on this policy')
  })

export type StoredRegion = {
  /** The region's row, by column. */
  settings: Record<string, unknown>
  /** Its law book from the first page on. */
  laws: { number: number; kind: string; changes: { lever: string; before: unknown; after: unknown }[] }[]
}

/** Every region that was ever opened, with its law book: one statement, so both are of the same moment. */
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

/** Closed recalls of a region and closed motions of the Council, which no list of the REST interface has. */
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
