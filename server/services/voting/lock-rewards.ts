import { sql } from 'drizzle-orm'
import { type Tx } from '../context.ts'

/** Lets the rewards of one region run one after the other: two at once would wait for one another's members. */
export async function lockRewards(tx: Tx, regionId: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rewards/${regionId}`}, 0))`)
}
