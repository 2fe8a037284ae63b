import { allow, refuse, type Verdict } from '../refusal.ts'
import { type WarpKind } from './galaxy-plan.ts'

/** Turns per day, and the most that can be saved (issue "Sector view"). */
export const TURNS_PER_DAY = 1_000
export const MILLITURNS_PER_TURN = 1_000
export const MAX_MILLITURNS = TURNS_PER_DAY * MILLITURNS_PER_TURN

/**
 * 1,000 turns a day are exactly 5 thousandths of a turn every 432 ms. Counting whole steps keeps everything an
 * integer, so reading often gains or loses nothing.
 */
const GRAIN_MS = 432
const MILLITURNS_PER_GRAIN = 5

/** Turns of a player at a moment, in thousandths; later gains are computed, never stored. */
export type TurnAccount = { milliturns: number; storedAt: Date }

/**
 * Turns per warp. A highway or gate replaces about twenty local warps: it costs more than one and far less than all.
 */
export const WARP_TURNS: Readonly<Record<WarpKind, number>> = { local: 1, highway: 2, gate: 3 }

/** A new player starts with a full day's turns. */
export const fullTurns = (now: Date): TurnAccount => ({ milliturns: MAX_MILLITURNS, storedAt: now })

/** The account at `now`. A clock that went backwards changes nothing. */
export function settleTurns(account: TurnAccount, now: Date): TurnAccount {
  const grains = Math.floor((now.getTime() - account.storedAt.getTime()) / GRAIN_MS)
  if (grains <= 0) return account
  const milliturns = account.milliturns + grains * MILLITURNS_PER_GRAIN
  if (milliturns >= MAX_MILLITURNS) return fullTurns(now)
  return { milliturns, storedAt: new Date(account.storedAt.getTime() + grains * GRAIN_MS) }
}

/** Whole turns available at `now`, 0–1000. */
export const availableTurns = (account: TurnAccount, now: Date): number =>
  Math.floor(settleTurns(account, now).milliturns / MILLITURNS_PER_TURN)

/** When the account has `turns` turns (at most 1,000); `now` if it already does. */
export function turnsReadyAt(account: TurnAccount, turns: number, now: Date): Date {
  const settled = settleTurns(account, now)
  const missing = Math.min(turns * MILLITURNS_PER_TURN, MAX_MILLITURNS) - settled.milliturns
  if (missing <= 0) return now
  return new Date(settled.storedAt.getTime() + Math.ceil(missing / MILLITURNS_PER_GRAIN) * GRAIN_MS)
}

/**
 * The account after spending whole turns, or `not-enough-turns`. Throws a RangeError unless `turns` is a whole number
 * from 0.
 */
export function spendTurns(
  account: TurnAccount,
  turns: number,
  now: Date,
): Verdict<TurnAccount, 'not-enough-turns'> {
  if (!Number.isSafeInteger(turns) || turns < 0) throw new RangeError(`not a number of turns: ${turns}`)
  const settled = settleTurns(account, now)
  const left = settled.milliturns - turns * MILLITURNS_PER_TURN
  if (left < 0) {
    const have = availableTurns(settled, now)
    return refuse('not-enough-turns', `This takes ${turns} turns and you have ${have}.`)
  }
  // A full account does not refill; the next refill counts from the moment of spending.
  const storedAt = settled.milliturns === MAX_MILLITURNS && settled.storedAt < now ? now : settled.storedAt
  return allow({ milliturns: left, storedAt })
}
