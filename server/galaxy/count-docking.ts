import { sql } from 'drizzle-orm'
import { dockingDays } from '#db/schema/galaxy/trade.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type PilotRow } from './pilots.ts'

/** Counts a docking for the tempo: the first business of a stay. `pilot` is as it was before the business. */
export async function countDocking({ db, now }: GalaxyTx, { userId, docked }: PilotRow): Promise<void> {
  if (docked) return
  await db
    .insert(dockingDays)
    .values({ userId, day: isoDay(utcDay(now)), dockings: 1 })
    .onConflictDoUpdate({
      target: [dockingDays.day, dockingDays.userId],
      set: { dockings: sql`${dockingDays.dockings} + 1` },
    })
}
