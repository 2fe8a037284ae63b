import { sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
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
  await addToDay(db).execute({
    ...{ userId, day: isoDay(utcDay(now)), changedAt: now },
    ...{ ...NOTHING, ...done },
  })
}

const addToDay = prepared((db: GalaxyDb) => {
  const { placeholder } = sql
  const done = tableOf(keysOf(NOTHING), (key) => placeholder(key))
  return db
    .insert(pilotDays)
    .values({
      ...{ userId: placeholder('userId'), day: placeholder('day'), changedAt: placeholder('changedAt') },
      ...done,
      highestRenown: sql`(select ${pilots.highestRenown} from ${pilots} where ${pilots.userId} = ${placeholder('userId')})`,
    })
    .onConflictDoUpdate({
      target: [pilotDays.day, pilotDays.userId],
      set: {
        ...tableOf(
          keysOf(NOTHING),
          (key) => sql`${pilotDays[key]} + ${sql.raw(`excluded."${pilotDays[key].name}"`)}`,
        ),
        changedAt: sql`excluded.changed_at`,
        highestRenown: sql`excluded.highest_renown`,
      },
    })
    .prepare('note_pilot_day')
})
