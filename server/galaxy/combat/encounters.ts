import { and, eq, gt, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { ambushes, meetings } from '#db/schema/galaxy/combat.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { MEETING_MS } from '#server/domain/combat/meeting.ts'
import { shipFigures, type Ship } from '#server/domain/ships/ship.ts'
import { type Encounter } from '../api/combat-calls.ts'
import { type PilotRow } from '../pilots.ts'

/** Whom the pilot met in the sector, and whether they lie in wait there. */
export async function encounterOf(
  db: GalaxyDb,
  { userId, sectorId, fencingVersion }: PilotRow,
  ship: Ship | null,
  now: Date,
): Promise<Encounter> {
  const armed = ship !== null && shipFigures(ship).guns > 0
  const [ambush] = armed
    ? await db
        .select()
        .from(ambushes)
        .where(
          and(
            eq(ambushes.userId, userId),
            eq(ambushes.sectorId, sectorId),
            eq(ambushes.fencingVersion, fencingVersion),
            gt(ambushes.until, now),
          ),
        )
    : []
  const since = new Date(now.getTime() - MEETING_MS)
  const met = await metIn(db).execute({ userId, sectorId, since })
  const shown = met.map(({ callsign, at, isDefender }) => ({
    isDefender,
    callsign,
    until: new Date(at.getTime() + MEETING_MS).toISOString(),
  }))
  const nameOf = ({ callsign, until }: (typeof shown)[number]) => ({ callsign, until })
  const stoppedBy = shown.find(({ isDefender }) => isDefender)
  return {
    armed,
    ambushUntil: ambush?.until.toISOString() ?? null,
    stoppedBy: stoppedBy ? nameOf(stoppedBy) : null,
    stopped: shown.filter(({ isDefender }) => !isDefender).map(nameOf),
  }
}

const metIn = prepared((galaxy: GalaxyDb) => {
  const userId = sql`${sql.placeholder('userId')}::uuid`
  return galaxy
    .select({
      callsign: pilots.callsign,
      at: meetings.at,
      isDefender: sql<boolean>`${meetings.defenderId} = ${userId}`,
    })
    .from(meetings)
    .innerJoin(
      pilots,
      and(
        eq(
          pilots.userId,
          sql`case when ${meetings.defenderId} = ${userId} then ${meetings.attackerId} else ${meetings.defenderId} end`,
        ),
        eq(pilots.sectorId, sql.placeholder('sectorId')),
        eq(pilots.present, true),
      ),
    )
    .where(
      and(
        sql`${userId} in (${meetings.defenderId}, ${meetings.attackerId})`,
        eq(meetings.sectorId, sql.placeholder('sectorId')),
        gt(meetings.at, sql.placeholder('since')),
      ),
    )
    .orderBy(meetings.at)
    .prepare('met_in_sector')
})
