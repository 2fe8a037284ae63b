import { spendTurns, type TurnAccount } from '../galaxy/turns.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { shipFigures, type Ship } from '../ships/ship.ts'

export const AMBUSH_TURNS = 5
const AMBUSH_MS = 24 * 3_600_000
export const MEETING_MS = 10 * 60_000

/** A pilot who lies in wait in a sector until `until` or until moving. */
export type Ambush = { sectorId: number; until: Date }

export type AmbushRefusal = 'unarmed' | 'docked' | 'not-enough-turns'

/** Decides whether a pilot may lie in wait in this sector (ECONOMY.md §4). `docked` ends by leaving the sector. */
export function decideAmbush(
  { ship, docked, turns }: { ship: Ship; docked: boolean; turns: TurnAccount },
  sectorId: number,
  now: Date,
): Verdict<{ ambush: Ambush; turns: TurnAccount }, AmbushRefusal> {
  if (shipFigures(ship).guns === 0) return refuse('unarmed', 'Only a ship with guns can lie in wait.')
  if (docked) return refuse('docked', 'You are docked. Fly on before you lie in wait.')
  const spent = spendTurns(turns, AMBUSH_TURNS, now)
  if (!spent.ok) return spent
  return allow({ ambush: { sectorId, until: new Date(now.getTime() + AMBUSH_MS) }, turns: spent.value })
}

/** A pilot stopped by another on the way in. */
export type Meeting = { attackerId: string; sectorId: number; at: Date }

/** Whether who flies into the sector is stopped by this ambush: once on each way, if the two may fight. */
export const stops = (
  ambush: Ambush,
  {
    sectorId,
    mayBeAttacked,
    stoppedBefore,
  }: { sectorId: number; mayBeAttacked: boolean; stoppedBefore: boolean },
  now: Date,
): boolean =>
  ambush.sectorId === sectorId && now.getTime() < ambush.until.getTime() && mayBeAttacked && !stoppedBefore

/** Whether the attacker may still attack whom the ambush stopped: for ten minutes, while both are in that sector. */
export const canBeAttacked = (
  meeting: Meeting | null,
  { attackerId, sectorId }: { attackerId: string; sectorId: number },
  now: Date,
): boolean =>
  meeting?.attackerId === attackerId &&
  meeting.sectorId === sectorId &&
  now.getTime() - meeting.at.getTime() < MEETING_MS
