import { sql } from 'drizzle-orm'
import { type TestPlatform } from './test-platform.ts'

export type DueJob = { name: string; payload: unknown }

/** Takes the earliest job that is due by the clock out of the outbox; null when none is. */
export async function takeDueJob(platform: TestPlatform): Promise<DueJob | null> {
  const now = await platform.clock.now(platform.db)
  const { rows } = await platform.db.execute<DueJob>(sql`
    delete from job_outbox where id = (
      select id from job_outbox where run_at <= ${now.toISOString()} order by run_at, created_at limit 1
    ) returning name, payload`)
  return rows[0] ?? null
}
