import { createRandom } from '../random.ts'
import { type Commodity } from './commodities.ts'
import { type MarketShock } from './economy-day.ts'

const PORTS_PER_SHOCK = 40
const SHOCK_REST_BP = 2_500
export const SHOCK_DAYS = 3

type Market = { portId: number; commodity: Commodity }

/**
 * The markets that a shock hits on a day (ECONOMY.md §6): one for every 40 ports, each short or glutted.
 *
 * `dayHash` must be a keyed hash of the day under a secret of the galaxy (HMAC), or players could tell tomorrow's shocks.
 * `markets` in any order; none is hit twice on one day.
 */
export function drawShocks(dayHash: string, markets: readonly Market[], ports: number): MarketShock[] {
  const random = createRandom(dayHash)
  const inOrder = [...markets].sort(
    (a, b) => a.portId - b.portId || (a.commodity < b.commodity ? -1 : Number(a.commodity > b.commodity)),
  )
  return random
    .shuffle(inOrder)
    .slice(0, Math.floor(ports / PORTS_PER_SHOCK))
    .map(({ portId, commodity }) => ({
      portId,
      commodity,
      restBp: random.next() < 0.5 ? -SHOCK_REST_BP : SHOCK_REST_BP,
    }))
}

/** The shocks that last on a day, from those drawn on it and before. Days count from 1970. */
export const shocksOn = (
  drawn: readonly { day: number; shocks: readonly MarketShock[] }[],
  day: number,
): MarketShock[] =>
  drawn.filter((draw) => draw.day <= day && day < draw.day + SHOCK_DAYS).flatMap(({ shocks }) => shocks)
