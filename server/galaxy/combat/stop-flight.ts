import { and, asc, eq, gt, ne, or, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { ambushes, meetings } from '#db/schema/galaxy/combat.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { protectionOf } from '#server/domain/combat/attack.ts'
import { stops } from '#server/domain/combat/meeting.ts'
import { type RouteLeg } from '#server/domain/galaxy/route-finding.ts'
import { type FlightTerms } from '../api/combat-calls.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { type PilotRow } from '../pilots.ts'
import { combatLawOf, sectorLawOf } from './combat-ground.ts'
import { combatantOf } from './fighters.ts'

export type Interception = { attackerId: string; sectorId: number }

/**
 * The legs up to the first ambush that stops the pilot: of somebody who may attack them there (ECONOMY.md §4). Nobody is stopped where the
 * law forbids attacks. Call it with the pilot's row locked.
 */
export async function legsToAmbush(
  tx: GalaxyTx,
  pilot: PilotRow,
  legs: readonly RouteLeg[],
  terms: FlightTerms,
): Promise<{ legs: readonly RouteLeg[]; stop: Interception | null }> {
  const waiting = terms ? await waitingOn(tx, pilot, legs) : []
  if (!terms || waiting.length === 0) return { legs, stop: null }
  const law = await combatLawOf(tx.db, terms.regionId, tx.now)
  const self = await combatantOf(tx.db, pilot)
  for (const [index, leg] of legs.entries())
    for (const { ambush, pilot: other } of waiting.filter(
      ({ ambush: one }) => one.sectorId === leg.sectorId,
    )) {
      const truce = ambush.citizenOf.some((regionId) => terms.truces.includes(regionId))
      const { lawful } = await sectorLawOf(tx.db, leg.sectorId, law, truce)
      const attacker = await combatantOf(tx.db, other)
      // Who flies in is not docked, wherever they come from.
      const flying = { ...self.fighter, docked: false }
      const mayBeAttacked = lawful.ok && protectionOf(flying, attacker.fighter.worth, tx.now) === null
      if (stops(ambush, { sectorId: leg.sectorId, mayBeAttacked, stoppedBefore: false }, tx.now))
        return {
          legs: legs.slice(0, index + 1),
          stop: { attackerId: other.userId, sectorId: leg.sectorId },
        }
    }
  return { legs, stop: null }
}

/** Pilots who lie in wait along the way, those who began first first. */
const waitingOn = ({ db, now }: GalaxyTx, { userId }: PilotRow, legs: readonly RouteLeg[]) =>
  waitingIn(db).execute({ userId, now, sectorIds: legs.map(({ sectorId }) => sectorId) })

const waitingIn = prepared((db: GalaxyDb) =>
  db
    .select({ ambush: ambushes, pilot: pilots })
    .from(ambushes)
    .innerJoin(
      pilots,
      and(
        eq(pilots.userId, ambushes.userId),
        eq(pilots.present, true),
        eq(pilots.docked, false),
        eq(pilots.sectorId, ambushes.sectorId),
        eq(pilots.fencingVersion, ambushes.fencingVersion),
      ),
    )
    .where(
      and(
        sql`${ambushes.sectorId} = any(${sql.placeholder('sectorIds')}::int[])`,
        gt(ambushes.until, sql.placeholder('now')),
        ne(ambushes.userId, sql.placeholder('userId')),
      ),
    )
    .orderBy(asc(ambushes.since), asc(ambushes.userId))
    .prepare('ambushes_in_sectors'),
)

/** Who moves lies in wait no more and has met nobody. */
export async function endEncounters({ db }: GalaxyTx, userId: string): Promise<void> {
  await db.delete(ambushes).where(eq(ambushes.userId, userId))
  await db.delete(meetings).where(or(eq(meetings.defenderId, userId), eq(meetings.attackerId, userId)))
}

export async function meet({ db, now }: GalaxyTx, defenderId: string, stop: Interception): Promise<void> {
  const meeting = { ...stop, at: now }
  await db
    .insert(meetings)
    .values({ defenderId, ...meeting })
    .onConflictDoUpdate({ target: meetings.defenderId, set: meeting })
}
