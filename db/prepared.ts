import { type AnyDb, type PlatformDb } from './client.ts'

/**
 * A query that is run all the time: built once per pool, and once per connection for transactions; planned once per connection.
 * @param build gives the query a unique name: `.prepare('name')`.
 */
export function prepared<Query, Db extends AnyDb = PlatformDb>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<object, Query>()
  return (db) => {
    const client = clientOf(db)
    const known = built.get(client)
    if (known) return known
    const query = build(db)
    built.set(client, query)
    return query
  }
}

/** The pool or, inside a transaction, the connection that a handle's queries run on: it outlives the handle of a transaction. */
function clientOf(db: AnyDb): object {
  const { session } = db._
  // A query keeps the session's client and no other part of the transaction; drizzle types hide it.
  if ('client' in session && typeof session.client === 'object' && session.client !== null)
    return session.client
  throw new Error('the session has no client')
}
