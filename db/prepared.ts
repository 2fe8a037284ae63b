import { type Queryable } from './client.ts'

/**
 * A query that is built once for each database handle and planned once for each of its connections, for what pages ask
 * all the time. Inside a transaction it is built anew. @param build gives the query a name of its own: `.prepare('name')`.
 */
export function prepared<Query>(build: (db: Queryable) => Query): (db: Queryable) => Query {
  const built = new WeakMap<Queryable, Query>()
  return (db) => {
    const known = built.get(db)
    if (known) return known
    const query = build(db)
    built.set(db, query)
    return query
  }
}
