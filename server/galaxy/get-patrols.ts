import { desc } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { patrolsOnDuty } from '#server/domain/economy/defense-upkeep.ts'
import { type PaidPatrolDay, type Patrols } from './api/treasury-calls.ts'

/** The latest UTC day with a patrol payment and the level that was paid; null before the first. */
async function getLatestPatrolDay(galaxy: GalaxyDb): Promise<PaidPatrolDay | null> {
  const [newest] = await newestDay(galaxy).execute()
  return newest ?? null
}

/** Patrols of a region at `now`. `ordered` is the level that its law sets (0–5). */
export async function getPatrols(galaxy: GalaxyDb, ordered: number, now: Date): Promise<Patrols> {
  const newest = await getLatestPatrolDay(galaxy)
  return { ordered, onDuty: patrolsOnDuty(newest, now.toISOString().slice(0, 10), ordered) }
}

const newestDay = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ day: patrolDays.day, paid: patrolDays.paid })
    .from(patrolDays)
    .orderBy(desc(patrolDays.day))
    .limit(1)
    .prepare('newest_patrol_day'),
)
