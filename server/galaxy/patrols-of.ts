import { desc } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { patrolsOnDuty } from '#server/domain/economy/defense-upkeep.ts'
import { type PaidDay, type Patrols } from './galaxy-api.ts'

/** The latest UTC day whose patrols were booked, with the level that was paid; null before the first. */
async function newestPatrolDay(galaxy: GalaxyDb): Promise<PaidDay | null> {
  const [newest] = await newestDay(galaxy).execute()
  return newest ?? null
}

/** The patrols of a galaxy's region at a moment. `ordered` is the level of its law (0–5). */
export async function patrolsOf(galaxy: GalaxyDb, ordered: number, now: Date): Promise<Patrols> {
  const newest = await newestPatrolDay(galaxy)
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
