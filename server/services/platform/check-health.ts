import { sql } from 'drizzle-orm'
import { type Ctx } from '../context.ts'

export type Health = { status: 'ok'; time: string }

/** Checks that the platform database answers and returns its time. @throws any database error. */
export async function checkHealth(ctx: Ctx): Promise<Health> {
  await ctx.db.execute(sql`select 1`)
  return { status: 'ok', time: (await ctx.clock.now(ctx.db)).toISOString() }
}
