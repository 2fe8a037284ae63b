import { type SQL } from 'drizzle-orm'
import { PgDialect, type PreparedQueryConfig } from 'drizzle-orm/pg-core'
import { type QueryResult, type QueryResultRow } from 'pg'
import { type AnyDb, type PlatformDb, type Queryable } from './client.ts'

/**
 * A query that pages run all the time: built once per database handle and planned once per connection. Inside a
 * transaction it is built again.
 * @param build gives the query a unique name: `.prepare('name')`.
 */
export function prepared<Query, Db extends AnyDb = PlatformDb>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>()
  return (db) => {
    const known = built.get(db)
    if (known) return known
    const query = build(db)
    built.set(db, query)
    return query
  }
}

/**
 * The same for a statement that is written as SQL: its text is made once, also for transactions. Rows are as the driver
 * gives them, moments as text. @param name of its own among all prepared statements.
 */
export function preparedStatement<Row extends QueryResultRow>(
  name: string,
  statement: SQL,
): (db: Queryable, values: Record<string, unknown>) => Promise<Row[]> {
  const text = new PgDialect().sqlToQuery(statement)
  const query = prepared((db) =>
    db._.session.prepareQuery<PreparedQueryConfig & { execute: QueryResult<Row> }>(
      text,
      undefined,
      name,
      false,
    ),
  )
  return async (db, values) => (await query(db).execute(values)).rows
}
