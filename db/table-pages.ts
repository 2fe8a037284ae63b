import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import { type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { type AnyDb } from './client.ts'

/** Rows of a table that belong together, in an order that tells any two of them apart. */
export type RowsOf = {
  table: PgTable
  where: SQL
  order: readonly [PgColumn, ...PgColumn[]]
  /** Columns that are left out. */
  omit?: readonly PgColumn[]
  /** What else is said of a row. */
  beside?: Readonly<Record<string, SQL>>
}

/** Rows by the names of their columns, as JSON: moments are in ISO form, with the offset of UTC. */
export type TablePage = { rows: Record<string, unknown>[]; next: string[] | null }

/** The names of the columns of such rows, in the order of the table. */
export const columnNames = ({ table, omit = [], beside = {} }: RowsOf): string[] => [
  ...Object.values(getTableColumns(table)).flatMap((column) => (omit.includes(column) ? [] : [column.name])),
  ...Object.keys(beside),
]

/**
 * Up to `limit` rows, from the place where the page before ended (`next`). Whole tables can be read so without holding them in
 * memory, while rows are added and deleted.
 */
export async function readTablePage(
  db: AnyDb,
  { table, where, order, omit = [], beside = {} }: RowsOf,
  { after, limit }: { after: readonly string[] | null; limit: number },
): Promise<TablePage> {
  const omitted = omit.map(({ name }) => name)
  const added = Object.entries(beside).flatMap(([name, value]) => [sql`${name}::text`, value])
  const isNext = after === null ? sql`` : sql`and ${isAfter(order, after)}`
  const { rows } = await db.execute<{ row: Record<string, unknown>; place: string[] }>(sql`
    select (to_jsonb(${sql.identifier(getTableName(table))}) - ${sql.param(omitted)}::text[]) || jsonb_build_object(${list(added)}) as row,
           json_build_array(${list(order.map((column) => sql`${column}::text`))}) as place
      from ${table} where ${where} ${isNext} order by ${list(order.map((column) => sql`${column}`))} limit ${limit}`)
  const last = rows.length < limit ? undefined : rows.at(-1)
  return { rows: rows.map(({ row }) => row), next: last?.place ?? null }
}

const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `)

const isAfter = (order: readonly PgColumn[], after: readonly string[]): SQL =>
  sql`(${list(order.map((column) => sql`${column}`))}) > (${list(
    order.map((column, at) => sql`${after[at] ?? null}::${sql.raw(valueTypeOf(column))}`),
  )})`

const valueTypeOf = (column: PgColumn): string => column.getSQLType().replace('bigserial', 'bigint')
