import { type ExtractTablesWithRelations, type Logger } from 'drizzle-orm'
import { NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres'
import { PgDialect } from 'drizzle-orm/pg-core'
import type pg from 'pg'

type NoSchema = Record<string, never>
type NoTables = ExtractTablesWithRelations<NoSchema>
type Transaction = NodePgTransaction<NoSchema, NoTables>

/** How a transaction ends that has one more statement: the statement and the commit are sent together. Nothing may follow. */
export type Last = <T>(send: () => Promise<T>) => Promise<T>

/**
 * Runs `work` in one transaction of which no statement waits for the answers to those before it: `begin` goes out with the first ones, and
 * whatever is sent in one turn goes out together and is carried out in that order. One that fails makes the server refuse those after it, the
 * commit among them. Errors come as from any transaction.
 */
export async function transactPipelined<T>(
  pool: pg.Pool,
  work: (tx: Transaction, last: Last) => Promise<T>,
  logger?: Logger,
): Promise<T> {
  const connection = await pool.connect()
  const { tx, sent } = transactionOn(connection, logger)
  const send = (statement: string) => {
    logger?.logQuery(statement, [])
    return connection.query(statement)
  }
  let isEnding = false
  let isBroken = false
  const end = async (): Promise<void> => {
    isEnding = true
    const { command } = await send('commit')
    // A commit after a failed statement rolls back and is no error.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
  }
  setPipeline(connection, true)
  try {
    const begun = send('begin')
    const worked = work(tx, async (sendLast) => {
      const before = sent()
      const answer = sendLast()
      if (sent() === before) throw new Error('the last statement is to be sent at once, as a prepared one is')
      return valuesOf(await Promise.allSettled([answer, end()]))[0]
    })
    const [, value] = valuesOf(await Promise.allSettled([begun, worked]))
    if (!isEnding) await end()
    return value
  } catch (error) {
    // It comes after all that is under way, so that the connection is free when it is given back.
    await send('rollback').catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    setPipeline(connection, false)
    connection.release(isBroken)
  }
}

/** @throws the first failure, once all have ended. */
const valuesOf = <A, B>([a, b]: [PromiseSettledResult<A>, PromiseSettledResult<B>]): [A, B] => {
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return [a.value, b.value]
}

type Kept = { tx: Transaction; sent: () => number }
const transactions = new WeakMap<pg.PoolClient, Kept>()

/** It keeps nothing but its connection, and how many statements were sent. */
function transactionOn(connection: pg.PoolClient, logger?: Logger): Kept {
  const known = transactions.get(connection)
  if (known) return known
  const dialect = new PgDialect()
  const session = new NodePgSession<NoSchema, NoTables>(
    connection,
    dialect,
    undefined,
    logger ? { logger } : {},
  )
  const made = {
    tx: new NodePgTransaction<NoSchema, NoTables>(dialect, session, undefined),
    sent: countSent(connection),
  }
  transactions.set(connection, made)
  return made
}

/** Counted on the connection itself: a prepared query may have been built in a transaction of another kind. */
function countSent(connection: pg.PoolClient): () => number {
  let count = 0
  const query = connection.query.bind(connection) as (...values: unknown[]) => unknown
  Object.assign(connection, {
    query: (...values: unknown[]) => {
      count += 1
      return query(...values)
    },
  })
  return () => count
}

/** The driver reads it with each statement. Others send COPY over the same connections, which cannot be pipelined. */
const setPipeline = (connection: pg.PoolClient, pipeline: boolean): void =>
  void Object.assign(connection, { pipeline })
