import { sql } from 'drizzle-orm'
import { columnNames, readTablePage, type RowsOf } from '#db/table-pages.ts'
import { listOf } from '#db/schema/checks.ts'
import { economyDays } from '#db/schema/galaxy/economy.ts'
import { ledgerDays, ledgerPostings, ledgerTransfers, patrolDays } from '#db/schema/galaxy/ledger.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { UUID_OWNED_ACCOUNTS } from '#server/domain/economy/ledger.ts'
import { type RegionRecord } from './api/privacy-calls.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'

/** A page of what the galaxy keeps about the region, and the names of its columns. */
export async function exportRegion(
  { db }: GalaxyCtx,
  { record, until, ...page }: CallInput<'exportRegion'>,
): Promise<CallOutput<'exportRegion'>> {
  const rows = regionRecord(record, until)
  return { ...(await readTablePage(db, rows, page)), columns: columnNames(rows) }
}

const ALL = sql`true`

/**
 * Nothing of persons: accounts that belong to somebody are left out. Nothing of today either: the book and the stocks of the moment
 * would tell a trading owner where others are and what each port lacks.
 */
function regionRecord(record: RegionRecord, until: string): RowsOf {
  const isOver = sql`(${until}::timestamptz at time zone 'UTC')::date`
  switch (record) {
    case 'sectors':
      return { table: sectors, where: ALL, order: [sectors.id] }
    case 'warps':
      return { table: warps, where: ALL, order: [warps.fromSector, warps.toSector] }
    case 'ports':
      return { table: ports, where: ALL, order: [ports.id], omit: [ports.ownerId] }
    case 'markets': {
      const { portId, commodity, stock, stockRemainder, stockAt } = portMarkets
      return {
        table: portMarkets,
        where: ALL,
        order: [portId, commodity],
        omit: [stock, stockRemainder, stockAt],
      }
    }
    case 'planets':
      return { table: planets, where: ALL, order: [planets.id], omit: [planets.ownerId] }
    case 'postings': {
      const { at, id, kind, transferId } = ledgerPostings
      const reason = sql`(select ${ledgerTransfers.reason} from ${ledgerTransfers} where ${ledgerTransfers.id} = ${transferId})`
      const where = sql`${at} < ${until}::timestamptz and ${kind} not in ${listOf(UUID_OWNED_ACCOUNTS)}`
      return { table: ledgerPostings, where, order: [at, id], beside: { reason } }
    }
    case 'ledger-days': {
      const { day, kind, asset, reason } = ledgerDays
      const where = sql`${day} < ${isOver} and ${kind} not in ${listOf(UUID_OWNED_ACCOUNTS)}`
      return { table: ledgerDays, where, order: [kind, asset, reason, day] }
    }
    case 'economy-days':
      return { table: economyDays, where: sql`${economyDays.day} < ${isOver}`, order: [economyDays.day] }
    case 'patrol-days':
      return { table: patrolDays, where: sql`${patrolDays.day} < ${isOver}`, order: [patrolDays.day] }
  }
}
