import { pipeline } from 'node:stream/promises'
import { getTableName } from 'drizzle-orm'
import { type PgTable } from 'drizzle-orm/pg-core'
import { type PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { LONG_WORK } from './connections.ts'
import { transactGalaxyOn, type GalaxyPool, type GalaxyTransaction } from './client.ts'

export type CopyValue = string | number | null
/** Column names in the database, with the value of a row for each. */
export type CopyColumns<Row> = Record<string, (row: Row) => CopyValue>

/** Rows in COPY's text format, prepared before a connection is needed. */
export type CopyText = { statement: string; text: string }

/**
 * Runs a galaxy transaction together with its connection, for COPY.
 * @throws what `work` throws, after the rollback.
 */
export async function transactOnConnection<T>(
  db: GalaxyPool,
  work: (tx: GalaxyTransaction, connection: PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await db.$client.connect()
  let failed = true
  try {
    const result = await transactGalaxyOn(connection, async (tx) => {
      await connection.query(LONG_WORK)
      return work(tx, connection)
    })
    failed = false
    return result
  } finally {
    // A connection that may still be inside a COPY or transaction is not reused.
    connection.release(failed)
  }
}

export function copyText<Row>(table: PgTable, rows: readonly Row[], columns: CopyColumns<Row>): CopyText {
  const values = Object.values(columns)
  let text = ''
  for (const row of rows) {
    let separator = ''
    for (const value of values) {
      text += separator + fieldText(value(row))
      separator = '\t'
    }
    text += '\n'
  }
  return { statement: `copy "${getTableName(table)}" (${Object.keys(columns).join(', ')}) from stdin`, text }
}

/** @throws a unique violation when rows already exist. */
export async function copyRows(connection: PoolClient, { statement, text }: CopyText): Promise<void> {
  await pipeline([text], connection.query(copyFrom(statement)))
}

/**
 * PostgreSQL's text format for COPY: `\N` is null; characters that would end a field or line are escaped with a
 * backslash.
 */
function fieldText(value: CopyValue): string {
  if (value === null) return String.raw`\N`
  if (typeof value === 'number') return String(value)
  return /[\\\t\n\r]/.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPED[sign] ?? sign) : value
}

const ESCAPED: Record<string, string> = {
  '\\': '\\\\',
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
}
