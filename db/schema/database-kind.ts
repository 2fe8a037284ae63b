import { type BuildColumns, type BuildExtraConfigColumns } from 'drizzle-orm'
import {
  pgTable,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
} from 'drizzle-orm/pg-core'

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

/** drizzle's `pgTable`, whose tables also carry their kind of database; the kind exists in types only. */
export const tableMaker = <Kind extends DatabaseKind>(): TableMaker<Kind> =>
  pgTable as unknown as TableMaker<Kind>
