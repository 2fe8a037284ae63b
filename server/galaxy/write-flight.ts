import { sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { ambushes, meetings } from '#db/schema/galaxy/combat.ts'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { rememberingSeen } from './remember-prices.ts'
import { namedValues, writingPart } from './statement-parts.ts'

/** Everything that a flight writes, but for what new sectors pay. Moments are ISO strings; legs are one array a column, in order. */
export type FlightValues = {
  userId: string
  at: string
  /** The pilot afterwards. */
  sectorId: number
  milliturns: number
  turnsAt: string
  from: number[]
  through: number[]
  turns: number[]
  /** Sectors whose prices the ship saw before it flew on. */
  seen: number[]
}
const { value } = namedValues<FlightValues>()

/**
 * Writes a flight in one statement: the pilot, the log, the prices seen on the way, the end of ambush and meetings, and the chart.
 * Returns the sectors that were new to the pilot. Call it with the pilot's row locked.
 */
export async function writeFlight(db: GalaxyDb, values: FlightValues): Promise<number[]> {
  const rows = await statement(db).execute(values)
  return rows.map(({ sectorId }) => sectorId)
}

const statement = prepared((db: GalaxyDb) => {
  const parts = [
    writingPart(db, 'moved', movePilot),
    writingPart(db, 'logged', logLegs),
    writingPart(db, 'remembered', rememberingSeen(value)),
    writingPart(db, 'waiting', endAmbush),
    writingPart(db, 'met', endMeetings),
  ] as const
  const charted = db
    .$with('charted', { sectorId: sql<number>`sector_id`.as('sector_id') })
    .as(sql`${chartSectors} returning sector_id`)
  return db
    .with(...parts, charted)
    .select({ sectorId: charted.sectorId })
    .from(charted)
    .prepare('write_flight')
})

const movePilot = sql`update ${pilots}
  set sector_id = ${value('sectorId')}, docked = false, milliturns = ${value('milliturns')}, turns_at = ${value('turnsAt')}
  where user_id = ${value('userId')}`

const logLegs: SQL = sql`insert into ${eventLog} (kind, user_id, sector_id, detail, at)
  select 'moved', ${value('userId')}::uuid, leg.to_sector, jsonb_build_object('from', leg.from_sector, 'turns', leg.turns),
    ${value('at')}::timestamptz
  from unnest(${value('from')}::int[], ${value('through')}::int[], ${value('turns')}::int[])
    with ordinality as leg (from_sector, to_sector, turns, number)
  order by leg.number`

/** Who moves lies in wait no more and has met nobody. */
const endAmbush = sql`delete from ${ambushes} where user_id = ${value('userId')}`
const endMeetings = sql`delete from ${meetings} where ${value('userId')}::uuid in (defender_id, attacker_id)`

const chartSectors = sql`insert into ${chartedSectors} (user_id, sector_id, at)
  select distinct ${value('userId')}::uuid, sector, ${value('at')}::timestamptz from unnest(${value('through')}::int[]) sector
  on conflict do nothing`
