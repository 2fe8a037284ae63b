import { getTableName, sql, type SQL } from 'drizzle-orm'
import { check, type AnyPgColumn, type CheckBuilder } from 'drizzle-orm/pg-core'

// The rules of server/domain as CHECK constraints, so that the database refuses what the domain would. Each is named after its
// table, its column and the kind of rule. A column that is null satisfies the rules of one column.

/** The column holds one of the values of an enum of the domain. Tables add it themselves for their enum columns (table.ts). */
export const oneOf = (column: AnyPgColumn, values: readonly string[]): CheckBuilder =>
  check(nameOf(column, 'enum'), sql`${column} in ${listOf(values)}`)

/** The column's number lies between two bounds, both included. */
export const between = (
  column: AnyPgColumn,
  { min, max }: { readonly min: number; readonly max: number },
): CheckBuilder => check(nameOf(column, 'range'), sql`${column} between ${sql.raw(`${min} and ${max}`)}`)

/** The column's number is at least this. */
export const atLeast = (column: AnyPgColumn, min: number): CheckBuilder =>
  check(nameOf(column, 'range'), sql`${column} >= ${sql.raw(String(min))}`)

/** The column's text has so many characters. */
export const length = (
  column: AnyPgColumn,
  { min, max }: { readonly min: number; readonly max: number },
): CheckBuilder =>
  check(nameOf(column, 'length'), sql`char_length(${column}) between ${sql.raw(`${min} and ${max}`)}`)

/** The column's text matches a pattern of the domain, without look-around and flags. */
export const matches = (column: AnyPgColumn, pattern: RegExp): CheckBuilder =>
  check(nameOf(column, 'shape'), sql`${column} ~ ${sql.raw(quote(pattern.source))}`)

/** The column's JSON is an object, or an array. */
export const isObject = (column: AnyPgColumn): CheckBuilder => isJson(column, 'object')
export const isArray = (column: AnyPgColumn): CheckBuilder => isJson(column, 'array')
const isJson = (column: AnyPgColumn, type: 'object' | 'array') =>
  check(nameOf(column, 'json'), sql`jsonb_typeof(${column}) = ${sql.raw(quote(type))}`)

/** `later` is no earlier than `earlier`; either may be null. */
export const inOrder = (earlier: AnyPgColumn, later: AnyPgColumn): CheckBuilder =>
  check(nameOf(later, 'order'), sql`${later} >= ${earlier}`)

/** `later` is later than `earlier`; either may be null. */
export const after = (earlier: AnyPgColumn, later: AnyPgColumn): CheckBuilder =>
  check(nameOf(later, 'order'), sql`${later} > ${earlier}`)

/** Both are null, or neither is. */
export const together = (one: AnyPgColumn, other: AnyPgColumn): CheckBuilder =>
  check(nameOf(other, 'together'), sql`(${one} is null) = (${other} is null)`)

/** The column is set exactly when the enum column has one of these values. */
export const setWhen = (column: AnyPgColumn, state: AnyPgColumn, values: readonly string[]): CheckBuilder =>
  check(nameOf(column, 'when'), sql`(${column} is not null) = (${state} in ${listOf(values)})`)

/** A rule over several columns of a row, named `<table>_<rule>`. */
export const rule = (column: AnyPgColumn, name: string, condition: SQL): CheckBuilder =>
  check(`${getTableName(column.table)}_${name}`, condition)

/** A list of the values of an enum as SQL. */
export const listOf = (values: readonly string[]): SQL => sql.raw(`(${values.map(quote).join(', ')})`)

const nameOf = (column: AnyPgColumn, kind: string) => `${getTableName(column.table)}_${column.name}_${kind}`

const quote = (value: string) => `'${value.replaceAll("'", "''")}'`
