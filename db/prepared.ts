import { type AnyDb, type PlatformDb } from './client.ts'

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
