import { getTableColumns, type BuildColumns, type BuildExtraConfigColumns } from 'drizzle-orm'
import {
  pgTable,
  type PgTable,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
} from 'drizzle-orm/pg-core'
import { oneOf } from './checks.ts'

/** The two kinds of database. A table belongs to one of them, and so does a handle (db/client.ts). */
export type DatabaseKind = 'platform' | 'galaxy'

/** What a table's type says of the kind of database that it is in. */
export type TableIn<Kind extends DatabaseKind> = {
  readonly _: { readonly config: { readonly database: Kind } }
}

type TableMaker<Kind extends DatabaseKind> = <
  Name extends string,
  Columns extends Record<string, PgColumnBuilderBase>,
>(
  name: Name,
  columns: Columns,
  extraConfig?: (self: BuildExtraConfigColumns<Name, Columns, 'pg'>) => PgTableExtraConfigValue[],
) => PgTableWithColumns<{
  name: Name
  schema: undefined
  columns: BuildColumns<Name, Columns, 'pg'>
  dialect: 'pg'
  database: Kind
}>

/**
 * drizzle's `pgTable`, whose tables also carry their kind of database; the kind exists in types only. Every column of an enum
 * gets a CHECK of its values.
 */
export function tableMaker<Kind extends DatabaseKind>(): TableMaker<Kind> {
  const make = <Name extends string, Columns extends Record<string, PgColumnBuilderBase>>(
    name: Name,
    columns: Columns,
    extraConfig: (self: BuildExtraConfigColumns<Name, Columns, 'pg'>) => PgTableExtraConfigValue[] = () => [],
  ) => {
    const table: PgTable = pgTable(name, columns, (self) => [...extraConfig(self), ...enumChecks(table)])
    return table
  }
  return make as unknown as TableMaker<Kind>
}

const enumChecks = (table: PgTable): PgTableExtraConfigValue[] =>
  Object.values(getTableColumns(table)).flatMap((column) =>
    column.enumValues ? oneOf(column, column.enumValues) : [],
  )
