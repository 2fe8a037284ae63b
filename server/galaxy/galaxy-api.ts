import { type z } from 'zod'
import { keysOf, tableOf } from '../domain/keys-of.ts'
import { CHARTING_CALLS } from './api/charting-calls.ts'
import { COMBAT_CALLS } from './api/combat-calls.ts'
import { CONTRACT_CALLS } from './api/contract-calls.ts'
import { FLIGHT_CALLS } from './api/flight-calls.ts'
import { LOG_CALLS } from './api/log-calls.ts'
import { AUDIT_CALLS } from './api/audit-calls.ts'
import { NEXUS_CALLS } from './api/nexus-calls.ts'
import { PRIVACY_CALLS } from './api/privacy-calls.ts'
import { PRICE_CALLS } from './api/price-calls.ts'
import { RESTORE_CALLS } from './api/restore-calls.ts'
import { SECTOR_CALLS } from './api/sector-calls.ts'
import { STATISTICS_CALLS } from './api/statistics-calls.ts'
import { TRADE_CALLS } from './api/trade-calls.ts'
import { TRAVEL_CALLS } from './api/travel-calls.ts'
import { TREASURY_CALLS } from './api/treasury-calls.ts'
import { TREASURY_ORDER_CALLS } from './api/treasury-order-calls.ts'
import { UPKEEP_CALLS } from './api/upkeep-calls.ts'
import { YARD_CALLS } from './api/yard-calls.ts'

/**
 * The API of a galaxy. Platform code does not access a galaxy's database in any other way. What only the platform knows (who
 * is where, what treaties and the Council mean for a pilot) is passed in.
 */
export const GALAXY_CALLS = {
  ...SECTOR_CALLS,
  ...TRADE_CALLS,
  ...CONTRACT_CALLS,
  ...TRAVEL_CALLS,
  ...TREASURY_CALLS,
  ...TREASURY_ORDER_CALLS,
  ...UPKEEP_CALLS,
  ...NEXUS_CALLS,
  ...AUDIT_CALLS,
  ...CHARTING_CALLS,
  ...PRICE_CALLS,
  ...STATISTICS_CALLS,
  ...YARD_CALLS,
  ...FLIGHT_CALLS,
  ...LOG_CALLS,
  ...COMBAT_CALLS,
  ...PRIVACY_CALLS,
  ...RESTORE_CALLS,
} as const

export type GalaxyCall = keyof typeof GALAXY_CALLS
export type CallInput<Name extends GalaxyCall> = z.output<(typeof GALAXY_CALLS)[Name]['input']>
export type CallOutput<Name extends GalaxyCall> = z.output<(typeof GALAXY_CALLS)[Name]['output']>

/** A galaxy, wherever it is served. Every call may throw UNAVAILABLE. */
export type GalaxyApi = {
  [Name in GalaxyCall]: (input: CallInput<Name>) => Promise<CallOutput<Name>>
}

/** A `GalaxyApi` that passes every call to `call`. */
export const createGalaxyApi = (
  call: <Name extends GalaxyCall>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>,
): GalaxyApi =>
  tableOf(keysOf(GALAXY_CALLS), (name) => (input: CallInput<typeof name>) => call(name, input)) as GalaxyApi
