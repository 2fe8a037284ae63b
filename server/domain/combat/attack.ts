import { securityWithPatrols } from '../economy/defense-upkeep.ts'
import { spendTurns, type TurnAccount } from '../galaxy/turns.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type ShipClass } from '../ships/hulls.ts'
import { shipFigures, type Ship } from '../ships/ship.ts'
import { DAY_MS } from '../utc-day.ts'
import { type FightGround, type FightRefusalReason } from './may-fight.ts'

export const ATTACK_TURNS = 20
const POINTS_PER_SECURITY = 10
const POINTS_PER_FRIEND = 15
const MOST_FRIENDS = 2
const BEGINNER_DAYS = 7
const GIVEN_UP_DAYS = 7
const TOWED_HOURS = 24
/** Whose worth is less than the attacker's divided by this is too poor to attack. */
const WORTH_SHARE = 5n

/** Somebody who may attack or be attacked. */
export type Fighter = {
  ship: Ship
  /** Purse, list price of the hull and cargo at base prices, credits. */
  worth: bigint
  /** When the pilot first landed anywhere. */
  beganAt: Date
  /** When the pilot last lost a fight; null if never. */
  defeatedAt: Date | null
  /** When the pilot last attacked; null if never. */
  attackedAt: Date | null
  docked: boolean
}

export type Protection = 'pathfinder' | 'docked' | 'defeated' | 'beginner' | 'too-poor'

const PROTECTED: Readonly<Record<Protection, string>> = {
  pathfinder: 'Nobody can attack a Pathfinder.',
  docked: 'Nobody can attack a docked ship.',
  defeated: 'This pilot lost a fight in the last 24 hours.',
  beginner: 'This pilot began less than seven days ago.',
  'too-poor': 'This pilot is worth less than a fifth of you.',
}

/**
 * What keeps a pilot from being attacked by another, null for nothing (ECONOMY.md §4). Who attacks gives up the
 * protections of time and worth for seven days; a Pathfinder and a docked ship stay safe, for nobody can be robbed there.
 */
export function protectionOf(pilot: Fighter, attackerWorth: bigint, now: Date): Protection | null {
  const since = (at: Date) => now.getTime() - at.getTime()
  if (pilot.ship.hull === 'pathfinder') return 'pathfinder'
  if (pilot.docked) return 'docked'
  if (pilot.attackedAt && since(pilot.attackedAt) < GIVEN_UP_DAYS * DAY_MS) return null
  if (pilot.defeatedAt && since(pilot.defeatedAt) < TOWED_HOURS * 3_600_000) return 'defeated'
  if (since(pilot.beganAt) < BEGINNER_DAYS * DAY_MS) return 'beginner'
  return pilot.worth * WORTH_SHARE < attackerWorth ? 'too-poor' : null
}

export type Ground = {
  /** The sector's own security, and the level of patrols on duty. */
  security: number
  patrolsOnDuty: number
  /** Fellow citizens of the defender in the sector, and citizens of regions with a defence pact, without the two. */
  friends: number
}

/** Both sides of a fight, shown before it; the attack succeeds if `attack` is greater. */
export type Odds = { attack: number; defense: number }

/** The defender's ship, ten for each point of security with patrols, fifteen for each of up to two friends. */
export const oddsOf = (attacker: Ship, defender: Ship, ground: Ground): Odds => ({
  attack: shipFigures(attacker).guns,
  defense:
    shipFigures(defender).shields +
    POINTS_PER_SECURITY * securityWithPatrols(ground.security, ground.patrolsOnDuty) +
    POINTS_PER_FRIEND * Math.min(MOST_FRIENDS, ground.friends),
})

export type AttackRefusal =
  FightRefusalReason | Protection | 'unarmed' | 'attacker-docked' | 'not-met' | 'not-enough-turns'

export type AttackOutcome = Odds & {
  succeeds: boolean
  /** Of the attacker, after the attack. */
  turns: TurnAccount
}

/**
 * Decides an attack (ECONOMY.md §4). `lawful` is what `mayFight` answers for the place and the two; `isMet` says that the
 * defender was stopped by the attacker and has not flown on (`canBeAttacked`). Ties defend.
 */
export function decideAttack(
  attacker: Fighter & { turns: TurnAccount },
  defender: Fighter,
  ground: Ground,
  { lawful, isMet }: { lawful: Verdict<FightGround, FightRefusalReason>; isMet: boolean },
  now: Date,
): Verdict<AttackOutcome, AttackRefusal> {
  if (!lawful.ok) return lawful
  const odds = oddsOf(attacker.ship, defender.ship, ground)
  if (odds.attack === 0) return refuse('unarmed', 'Your ship has no guns.')
  if (attacker.docked) return refuse('attacker-docked', 'Leave the port before you attack.')
  if (!isMet) return refuse('not-met', 'This pilot did not meet you.')
  const protection = protectionOf(defender, attacker.worth, now)
  if (protection) return refuse(protection, PROTECTED[protection])
  const spent = spendTurns(attacker.turns, ATTACK_TURNS, now)
  if (!spent.ok) return spent
  return allow({ ...odds, succeeds: odds.attack > odds.defense, turns: spent.value })
}

/** Damage of a fight, basis points of the hull's list price: to who loses an attack, and to who is defeated. */
export const FAILED_ATTACK_DAMAGE_BP = 500
const DEFEAT_DAMAGE_BP = 300

/** Damage of a defeat: nothing to repair on a Pathfinder. */
export const defeatDamageBp = (hull: ShipClass): number => (hull === 'pathfinder' ? 0 : DEFEAT_DAMAGE_BP)
