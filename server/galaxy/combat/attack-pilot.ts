import { eq } from 'drizzle-orm'
import { fights, meetings } from '#db/schema/galaxy/combat.ts'
import {
  ATTACK_TURNS,
  decideAttack,
  FAILED_ATTACK_DAMAGE_BP,
  oddsOf,
  type AttackOutcome,
  type AttackRefusal,
} from '#server/domain/combat/attack.ts'
import { canBeAttacked } from '#server/domain/combat/meeting.ts'
import { type Verdict } from '#server/domain/refusal.ts'
import { damaged, shipFigures } from '#server/domain/ships/ship.ts'
import { type GalaxyDb } from '#db/client.ts'
import { transferIdOf } from '../../galaxies/transfer-id.ts'
import { type FightOdds, type FightReport } from '../api/combat-calls.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { readSnapshot, transactInGalaxy, type GalaxyCtx, type GalaxyTx } from '../galaxy-context.ts'
import { loadMap } from '../galaxy-map.ts'
import { bookFight } from './book-fight.ts'
import { combatLawOf, groundOf, sectorLawOf } from './combat-ground.ts'
import { combatantOf, getTwo, lockTwo, requireHere, type Combatant } from './fighters.ts'
import { refusedAttack } from './refused-fight.ts'

/** Both numbers of an attack now, and what keeps it from being made. Writes nothing. */
export function getOdds(galaxy: GalaxyCtx, input: CallInput<'getOdds'>): Promise<FightOdds> {
  return readSnapshot(galaxy, async (tx) => {
    const now = await galaxy.clock.now(tx)
    const two = await getTwo(tx, input)
    const defender = await combatantOf(tx, requireHere(two.defender))
    const attacker = await combatantOf(tx, two.attacker)
    const { verdict, numbers } = await judge(tx, input, attacker, defender, now)
    return {
      sectorId: two.attacker.sectorId,
      ...numbers,
      turns: ATTACK_TURNS,
      damageCost: Number(
        shipFigures(damaged(attacker.aboard.ship, FAILED_ATTACK_DAMAGE_BP)).repairCost -
          shipFigures(attacker.aboard.ship).repairCost,
      ),
      refusal: verdict.ok ? null : { reason: verdict.reason, message: verdict.message },
    }
  })
}

/**
 * Attacks a pilot in one transaction with both rows locked: what held when the numbers were shown is asked again. An attack that was made
 * before gets its report again. @throws CONFLICT with the reason.
 */
export async function attackPilot(
  galaxy: GalaxyCtx,
  input: CallInput<'attackPilot'>,
): Promise<CallOutput<'attackPilot'>> {
  const map = await loadMap(galaxy, input.version)
  return transactInGalaxy(galaxy, async (tx) => {
    const two = await lockTwo(tx, input)
    const known = await reportOf(tx, input)
    if (known) return { ...known, messages: [] }
    const defender = await combatantOf(tx.db, requireHere(two.defender))
    const attacker = await combatantOf(tx.db, two.attacker)
    const { verdict } = await judge(tx.db, input, attacker, defender, tx.now)
    const turns = { milliturns: two.attacker.milliturns, storedAt: two.attacker.turnsAt }
    if (!verdict.ok) throw refusedAttack(verdict, turns, tx.now)
    const fight = await bookFight(
      tx,
      { id: bookingOf(input), attacker, defender, outcome: verdict.value },
      map,
    )
    return { ...viewOf(input, fight), messages: tx.sentMessages }
  })
}

async function judge(
  db: GalaxyDb,
  { regionId, truce, friendIds }: CallInput<'getOdds'>,
  attacker: Combatant,
  defender: Combatant,
  now: Date,
): Promise<{ verdict: Verdict<AttackOutcome, AttackRefusal>; numbers: { attack: number; defense: number } }> {
  const { sectorId, userId: attackerId } = attacker.pilot
  const law = await combatLawOf(db, regionId, now)
  const { lawful, security } = await sectorLawOf(db, sectorId, law, truce)
  const ground = await groundOf(db, { sectorId, security, friendIds }, law)
  const [meeting] = await db.select().from(meetings).where(eq(meetings.defenderId, defender.pilot.userId))
  const isMet = canBeAttacked(meeting ?? null, { attackerId, sectorId }, now)
  const turns = { milliturns: attacker.pilot.milliturns, storedAt: attacker.pilot.turnsAt }
  return {
    numbers: oddsOf(attacker.aboard.ship, defender.aboard.ship, ground),
    verdict: decideAttack({ ...attacker.fighter, turns }, defender.fighter, ground, { lawful, isMet }, now),
  }
}

/** The id under which an attack is booked: no player can choose one that means somebody else's. */
const bookingOf = ({ userId, attackId }: CallInput<'attackPilot'>) =>
  transferIdOf(`fight ${userId} ${attackId}`)

type FightRow = typeof fights.$inferSelect

const viewOf = ({ attackId }: CallInput<'attackPilot'>, fight: FightRow): FightReport => {
  const { at, sectorId, attack, defense, won, spoils, towedTo } = fight
  return { id: attackId, at: at.toISOString(), sectorId, attack, defense, won, spoils, towedTo }
}

async function reportOf({ db }: GalaxyTx, input: CallInput<'attackPilot'>): Promise<FightReport | null> {
  const [fight] = await db
    .select()
    .from(fights)
    .where(eq(fights.id, bookingOf(input)))
  return fight ? viewOf(input, fight) : null
}
