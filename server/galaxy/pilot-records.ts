import { sql, type SQL } from 'drizzle-orm'
import { type PgColumn } from 'drizzle-orm/pg-core'
import { type RowsOf } from '#db/table-pages.ts'
import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { ambushes, fights, meetings } from '#db/schema/galaxy/combat.ts'
import { contractDays, contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerAccounts, ledgerCarried, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { eventLog, pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { planets, ports } from '#db/schema/galaxy/space.ts'
import { dockingDays, pilotTotals, trades } from '#db/schema/galaxy/trade.ts'
import { yardOrders } from '#db/schema/galaxy/yard.ts'
import { type PilotRecord } from './api/privacy-calls.ts'

/** Columns that say whom a row is about. A test finds every other column of the schema that could. */
export const OF_PILOT = {
  pilot: [pilots.userId],
  ship: [ships.userId],
  purse: [ledgerAccounts.ownerId],
  'purse-ledger': [ledgerPostings.ownerId],
  'carried-totals': [ledgerCarried.ownerId],
  trades: [trades.userId],
  'trade-totals': [pilotTotals.userId],
  'shipyard-orders': [yardOrders.userId],
  contracts: [contracts.userId],
  'jobs-posted': [contracts.postedBy],
  'contracts-by-day': [contractDays.userId],
  'dockings-by-day': [dockingDays.userId],
  days: [pilotDays.userId],
  'charted-sectors': [chartedSectors.userId],
  'remembered-ports': [rememberedPorts.userId],
  fights: [fights.attackerId, fights.defenderId],
  ambushes: [ambushes.userId],
  meetings: [meetings.defenderId, meetings.attackerId],
  events: [eventLog.userId],
  ports: [ports.ownerId],
  planets: [planets.ownerId],
} as const satisfies Partial<Record<PilotRecord, readonly PgColumn[]>>

/** The order of each record: an index that begins with the pilot, so that no page reads the whole table. */
const ORDERS: Record<PilotRecord, RowsOf['order']> = {
  pilot: [pilots.userId],
  ship: [ships.id],
  cargo: [shipCargo.shipId, shipCargo.commodity],
  purse: [ledgerAccounts.kind],
  'purse-ledger': [ledgerPostings.at, ledgerPostings.id],
  'cargo-ledger': [ledgerPostings.at, ledgerPostings.id],
  'carried-totals': [ledgerCarried.kind, ledgerCarried.asset],
  trades: [trades.at, trades.number],
  'trade-totals': [pilotTotals.userId],
  'shipyard-orders': [yardOrders.at, yardOrders.id],
  contracts: [contracts.id],
  'jobs-posted': [contracts.id],
  'contracts-by-day': [contractDays.day],
  'dockings-by-day': [dockingDays.day],
  days: [pilotDays.day],
  'charted-sectors': [chartedSectors.sectorId],
  'remembered-ports': [rememberedPorts.portId],
  fights: [fights.at, fights.id],
  ambushes: [ambushes.userId],
  meetings: [meetings.defenderId],
  events: [eventLog.at, eventLog.id],
  ports: [ports.id],
  planets: [planets.id],
}

const isOwn = (column: PgColumn, userId: string): SQL => sql`${column} = ${userId}`
/** A pilot has one ship; what is in its holds is booked under the ship. */
const shipOf = (userId: string): SQL =>
  sql`(select ${ships.id} from ${ships} where ${isOwn(ships.userId, userId)})`
const reason = sql`(select ${ledgerTransfers.reason} from ${ledgerTransfers} where ${ledgerTransfers.id} = ${ledgerPostings.transferId})`

/** Where a record of a pilot is. */
export function pilotRecord(record: PilotRecord, userId: string): RowsOf {
  const order = ORDERS[record]
  const rows = { table: order[0].table, order }
  switch (record) {
    case 'cargo':
      return { ...rows, where: sql`${shipCargo.shipId} = ${shipOf(userId)}` }
    case 'purse-ledger':
      return {
        ...rows,
        where: sql`${ledgerPostings.kind} = 'purse' and ${isOwn(ledgerPostings.ownerId, userId)}`,
        beside: { reason },
      }
    case 'cargo-ledger':
      return {
        ...rows,
        where: sql`${ledgerPostings.kind} = 'cargo' and ${ledgerPostings.ownerId} = ${shipOf(userId)}::text`,
        beside: { reason },
      }
    case 'carried-totals':
      return {
        ...rows,
        where: sql`${ledgerCarried.kind} in ('purse', 'cargo') and ${ledgerCarried.ownerId} in (${userId}, ${shipOf(userId)}::text)`,
      }
    default:
      return {
        ...rows,
        where: sql`(${sql.join(
          OF_PILOT[record].map((column) => isOwn(column, userId)),
          sql` or `,
        )})`,
      }
  }
}
