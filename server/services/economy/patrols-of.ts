import { desc } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { patrolsOnDuty } from '#server/domain/economy/defense-upkeep.ts'

/** Patrol levels of a region: what its law orders, and what flies because the treasury paid for it. */
export type Patrols = { ordered: number; onDuty: number }

/** The patrols of a galaxy's region at a moment. `ordered` is the level of its law (0–5). */
export async function patrolsOf(galaxy: GalaxyDb, ordered: number, now: Date): Promise<Patrols> {
  const [newest] = await newestDay(galaxy).execute()
  return { ordered, onDuty: patrolsOnDuty(newest ?? null, now.toISOString().slice(0, 10), ordered) }
}

const newestDay = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ day: patrolDays.day, paid: patrolDays.paid })
    .from(patrolDays)
    .orderBy(desc(patrolDays.day))
    .limit(1)
    .prepare('newest_patrol_day'),
)
