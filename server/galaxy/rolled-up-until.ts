import { sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { rollUps } from '#db/schema/galaxy/ledger.ts'

/** Before every log, as PostgreSQL writes it. */
const NEVER = '-infinity'

/**
 * Up to when the logs of a galaxy are rolled up, as a timestamp for a statement: as a value, and not as a subquery, it lets the planner
 * leave out the months that are over and estimate what is left.
 */
export async function rolledUpUntil(galaxy: GalaxyDb): Promise<string> {
  const [row] = await untilOf(galaxy).execute()
  return row?.until ?? NEVER
}

/** The later one of two moments, the first of which may be never. */
export const laterOf = (until: string, moment: Date): string =>
  until !== NEVER && new Date(until) > moment ? until : moment.toISOString()

const untilOf = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ until: sql<string>`to_json(${rollUps.until}) #>> '{}'` })
    .from(rollUps)
    .prepare('rolled_up_until'),
)
