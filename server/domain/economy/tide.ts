import { fnv1a32 } from '../fnv1a.ts'
import { type Commodity } from './commodities.ts'

const TIDE_BP = 1_200
const SHORTEST_PERIOD_DAYS = 5
const PERIODS = 7

/**
 * How far a market's rest is shifted on a day, −1,200 to 1,200 basis points of its capacity (ECONOMY.md §1.4): a
 * triangle wave of 5 to 11 days whose period and phase follow from the port and the good, so that prices near a port
 * change from day to day. `day` counts UTC days since 1970.
 */
export function tideBp(portId: number, commodity: Commodity, day: number): number {
  const period = SHORTEST_PERIOD_DAYS + (fnv1a32(`${portId}${commodity}`) % PERIODS)
  const phase = fnv1a32(`p${portId}${commodity}`) % period
  const place = (day + phase) % period
  const height = 2 * place < period ? 4 * place - period : 3 * period - 4 * place
  return Math.trunc((TIDE_BP * height) / period)
}
