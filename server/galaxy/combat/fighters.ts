import { and, eq, inArray } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { type Fighter } from '#server/domain/combat/attack.ts'
import { worthOf } from '#server/domain/ships/worth.ts'
import { GameError } from '#server/errors.ts'
import { type PilotRef } from '../api/pilot-terms.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { balanceOf } from '../ledger-account.ts'
import { notPresent } from '../not-present.ts'
import { requireShip } from '../orders.ts'
import { type PilotRow } from '../pilots.ts'
import { type ShipAboard } from '../ships.ts'

export type Combatant = { pilot: PilotRow; aboard: ShipAboard; fighter: Fighter }

/** A pilot with ship and everything that a fight asks of them. @throws NOT_FOUND without a ship. */
export async function combatantOf(db: GalaxyDb, pilot: PilotRow): Promise<Combatant> {
  const aboard = await requireShip(db, pilot)
  const purse = BigInt(await balanceOf(db, 'purse', pilot.userId))
  return {
    pilot,
    aboard,
    fighter: {
      ship: aboard.ship,
      worth: worthOf({ purse, hull: aboard.ship.hull, cargo: aboard.cargo }),
      beganAt: pilot.beganAt ?? pilot.enteredAt,
      defeatedAt: pilot.defeatedAt,
      attackedAt: pilot.attackedAt,
      docked: pilot.docked,
    },
  }
}

/** Attacker and defender in one sector, read in one statement; null for a defender who is elsewhere. @throws CONFLICT `not-present`. */
export async function getTwo(
  db: GalaxyDb,
  ref: PilotRef & { defenderId: string },
): Promise<{ attacker: PilotRow; defender: PilotRow | null }> {
  return sorted(await both(db, ref), ref)
}

/** The same with both rows locked, in the order of their ids, so that two attacks never wait for each other. */
export async function lockTwo(
  { db }: GalaxyTx,
  ref: PilotRef & { defenderId: string },
): Promise<{ attacker: PilotRow; defender: PilotRow | null }> {
  return sorted(await both(db, ref).for('update'), ref)
}

const both = (db: GalaxyDb, { userId, defenderId }: PilotRef & { defenderId: string }) =>
  db
    .select()
    .from(pilots)
    .where(and(inArray(pilots.userId, [userId, defenderId]), eq(pilots.present, true)))
    .orderBy(pilots.userId)

function sorted(rows: PilotRow[], { userId, fencingVersion, defenderId }: PilotRef & { defenderId: string }) {
  const attacker = rows.find((row) => row.userId === userId && row.fencingVersion === fencingVersion)
  if (!attacker) throw notPresent()
  const defender = rows.find((row) => row.userId === defenderId && row.userId !== userId)
  return { attacker, defender: defender?.sectorId === attacker.sectorId ? defender : null }
}

/** The defender, or the answer to who attacks somebody who is not there. It does not say where they are. */
export function requireHere(defender: PilotRow | null): PilotRow {
  if (defender) return defender
  throw new GameError('CONFLICT', 'This pilot did not meet you, or has flown on.', { reason: 'not-met' })
}
