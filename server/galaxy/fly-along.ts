import { flyLegs, type Flight } from '#server/domain/galaxy/fly-legs.ts'
import { type RouteLeg } from '#server/domain/galaxy/route-finding.ts'
import { availableTurns, spendTurns, turnsReadyAt } from '#server/domain/galaxy/turns.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type FlightTerms } from './api/combat-calls.ts'
import { legsToAmbush, meet } from './combat/stop-flight.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type GalaxyMap } from './galaxy-map.ts'
import { notePilotDay } from './note-pilot-day.ts'
import { payForChart, type Charted } from './pay-for-chart.ts'
import { type PilotRow } from './pilots.ts'
import { forgetOldest, sectorsSeen } from './remember-prices.ts'
import { type ShipAboard } from './ships.ts'
import { writeFlight } from './write-flight.ts'

export type FlownAlong = Pick<Flight, 'flown' | 'turnsSpent' | 'end'> & {
  /** Where the ship was, and is now. */
  from: number
  sectorId: number
  turnsLeft: number
  charted: Charted
}

/**
 * Flies along these warps as far as the turns last: spends them, remembers what was seen on the way and charts what is new. Call it with the
 * pilot's row locked and as it was read, so that concurrent flights never spend a turn twice, and last in the transaction, which it ends where
 * something was flown. The event log is the audit trail.
 * @throws CONFLICT `not-enough-turns` for the first leg, with the seconds until there are enough.
 */
export async function flyAlong(
  tx: GalaxyTx,
  pilot: PilotRow,
  aboard: ShipAboard | null,
  legs: readonly RouteLeg[],
  map: GalaxyMap,
  terms: FlightTerms,
): Promise<FlownAlong> {
  const { db, now } = tx
  const { userId } = pilot
  const account = { milliturns: pilot.milliturns, storedAt: pilot.turnsAt }
  const [first] = legs
  if (first) requireTurns(account, first.turns, now)
  const { legs: open, stop } = await legsToAmbush(tx, pilot, legs, terms)
  const { flown, turnsSpent, account: left, ...flight } = flyLegs(open, account, now)
  const isStopped = stop !== null && flight.end === 'arrived'
  const end = isStopped ? 'stopped' : flight.end
  const through = flown.map(({ sectorId }) => sectorId)
  const sectorId = through.at(-1) ?? pilot.sectorId
  const turnsLeft = availableTurns(left, now)
  const outcome = { flown, turnsSpent, end, from: pilot.sectorId, sectorId, turnsLeft }
  if (flown.length === 0) return { ...outcome, charted: { sectors: 0, credits: 0 } }

  const origins = [pilot.sectorId, ...through.slice(0, -1)]
  if (!aboard) throw notFound('Your ship')
  const [isNew] = await Promise.all([
    writeFlight(db, {
      ...{ userId, sectorId, through, from: origins },
      at: now.toISOString(),
      milliturns: left.milliturns,
      turnsAt: left.storedAt.toISOString(),
      turns: flown.map(({ turns }) => turns),
      seen: sectorsSeen(aboard.ship, origins, map),
    }),
    forgetOldest(db, userId, now),
  ])
  if (isStopped) await meet(tx, userId, stop)
  const charted = await payForChart(tx, pilot, isNew)
  await tx.last(() => notePilotDay(tx, userId, { turns: turnsSpent, sectorsCharted: charted.sectors }))
  return { ...outcome, charted }
}

function requireTurns(account: Flight['account'], turns: number, now: Date): void {
  const spent = spendTurns(account, turns, now)
  if (spent.ok) return
  const waitMs = turnsReadyAt(account, turns, now).getTime() - now.getTime()
  throw new GameError('CONFLICT', spent.message, {
    reason: spent.reason,
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  })
}
