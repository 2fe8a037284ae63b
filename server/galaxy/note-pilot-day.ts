import { sql } from 'drizzle-orm'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { keysOf, tableOf } from '#server/domain/keys-of.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type GalaxyTx } from './galaxy-context.ts'

const NOTHING = {
  turns: 0,
  trades: 0,
  salesNet: 0,
  purchasesNet: 0,
  berths: 0,
  contracts: 0,
  sectorsCharted: 0,
}

/** Adds to what a pilot did today. Call it last, with the pilot's row locked: the renown is taken from it. */
export async function notePilotDay(
  { db, now }: GalaxyTx,
  userId: string,
  done: Partial<typeof NOTHING>,
): Promise<void> {
  const all = { ...NOTHING, ...done }
  const highestRenown = sql`(select ${pilots.highestRenown} from ${pilots} where ${pilots.userId} = ${userId})`
  await db
    .insert(pilotDays)
    .values({ userId, day: isoDay(utcDay(now)), changedAt: now, ...all, highestRenown })
    .onConflictDoUpdate({
      target: [pilotDays.day, pilotDays.userId],
      set: {
        ...tableOf(keysOf(all), (key) => sql`${pilotDays[key]} + ${all[key]}::bigint`),
        changedAt: now,
        highestRenown: sql`excluded.highest_renown`,
      },
    })
}
