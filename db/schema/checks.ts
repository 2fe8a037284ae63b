import { getTableName, sql, type SQL } from 'drizzle-orm'
import { check, type AnyPgColumn, type CheckBuilder } from 'drizzle-orm/pg-core'

// The rules of server/domain as CHECK constraints, so that the database refuses what the domain would. Each is named after its table, its
// column and the kind of rule; a column that is null satisfies all of them.

/** The column holds one of the values of an enum of the domain. */
export const oneOf = (column: AnyPgColumn, values: readonly string[]): CheckBuilder =>
  check(nameOf(column, 'enum'), sql`${column} in (${sql.raw(values.map(quote).join(', '))})`)

/** The column's number lies between two bounds, both included. */
export const between = (
  column: AnyPgColumn,
  { min, max }: { readonly min: number; readonly max: number },
): CheckBuilder => check(nameOf(column, 'range'), sql`${column} between ${sql.raw(`${min} and ${max}`)}`)

/** The column's number is at least this. */
export const atLeast = (column: AnyPgColumn, min: number): CheckBuilder =>
  check(nameOf(column, 'range'), sql`${column} >= ${sql.raw(String(min))}`)

/** A rule over several columns of a row, named `<table>_<rule>`. */
export const rule = (column: AnyPgColumn, name: string, condition: SQL): CheckBuilder =>
  check(`${getTableName(column.table)}_${name}`, condition)

/** A list of the values of an enum as SQL, e.g. for `rule`. */
export const listOf = (values: readonly string[]): SQL => sql.raw(`(${values.map(quote).join(', ')})`)

const nameOf = (column: AnyPgColumn, kind: string) => `${getTableName(column.table)}_${column.name}_${kind}`

const quote = (value: string) => `'${value.replaceAll("'", "''")}'`
