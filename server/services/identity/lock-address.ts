import { sql } from 'drizzle-orm'
import { type Tx } from '../context.ts'

/** Nobody else gets this address until the transaction ends. */
export const lockAddress = (tx: Tx, address: string) =>
  tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`address:${address}`}, 0))`)
