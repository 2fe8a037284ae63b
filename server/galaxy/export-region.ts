import { sql } from 'drizzle-orm'
import { columnNames, readTablePage, type RowsOf } from '#db/table-pages.ts'
import { listOf } from '#db/schema/checks.ts'
import { economyDays } from '#db/schema/galaxy/economy.ts'
import { ledgerDays, ledgerPostings, ledgerTransfers, patrolDays } from '#db/schema/galaxy/ledger.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import {
  TRANSIT_ACCOUNTS,
  TREASURY_ENTRY_REASONS,
  UUID_OWNED_ACCOUNTS,
} from '#server/domain/economy/ledger.ts'
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

/** Accounts whose sums of a day would tell of one person: what they own, and what they crossed the gate with. */
const OF_PERSONS = listOf([...UUID_OWNED_ACCOUNTS, ...TRANSIT_ACCOUNTS])

/**
 * Nothing of persons, and nothing of today: stocks and single trades would tell a trading owner what each port lacks and who was where.
 * The treasury's book is as its page shows it: what a government received and spent one by one, and everything else by the day.
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
      const { portId, commodity, stock, stockRemainder, stockAt, openingStock } = portMarkets
      return {
        table: portMarkets,
        where: ALL,
        order: [portId, commodity],
        omit: [stock, stockRemainder, stockAt, openingStock],
      }
    }
    case 'planets':
      return { table: planets, where: ALL, order: [planets.id], omit: [planets.ownerId] }
    case 'treasury': {
      const { at, id, kind, asset, ownerId, transferId } = ledgerPostings
      const reason = sql`(select ${ledgerTransfers.reason} from ${ledgerTransfers} where ${ledgerTransfers.id} = ${transferId})`
      const where = sql`${kind} = 'treasury' and ${at} < ${until}::timestamptz and ${reason} in ${listOf(TREASURY_ENTRY_REASONS)}`
      return {
        ...{ table: ledgerPostings, where, order: [at, id] },
        ...{ omit: [kind, asset, ownerId, transferId], beside: { reason } },
      }
    }
    case 'ledger-days': {
      const { day, kind, asset, reason } = ledgerDays
      const where = sql`${day} < ${isOver} and ${kind} not in ${OF_PERSONS}`
      return { table: ledgerDays, where, order: [kind, asset, reason, day] }
    }
    case 'economy-days':
      return { table: economyDays, where: sql`${economyDays.day} < ${isOver}`, order: [economyDays.day] }
    case 'patrol-days':
      return { table: patrolDays, where: sql`${patrolDays.day} < ${isOver}`, order: [patrolDays.day] }
  }
}
