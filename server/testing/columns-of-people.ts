import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

/** Columns of ids that could be a person’s: those that refer to accounts, and those that are called like one. */
export function columnsOfPeople(table: PgTable): string[] {
  const { name, columns, foreignKeys } = getTableConfig(table)
  const referring = foreignKeys
    .map((key) => key.reference())
    .filter(({ foreignTable }) => getTableConfig(foreignTable).name === 'users')
    .flatMap((reference) => reference.columns.map((column) => column.name))
  const called = columns
    .map((column) => column.name)
    .filter((column) => /(^|_)(user|owner|holder|attacker|defender|delegator|delegate)_id$|_by$/.test(column))
  return [...new Set([...referring, ...called])].map((column) => `${name}.${column}`)
}
