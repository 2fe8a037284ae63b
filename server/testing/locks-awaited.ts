import { sql } from 'drizzle-orm'
import { oneRow } from '../services/one-row.ts'
import { type TestPlatform } from './test-platform.ts'

/** How many sessions of the platform's database wait for a lock. */
export async function locksAwaited({ db }: Pick<TestPlatform, 'db'>): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return oneRow(rows).count
}
