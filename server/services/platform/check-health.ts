import { sql } from 'drizzle-orm'
import { type Ctx } from '../context.ts'

export type Health = { status: 'ok'; time: string }

/** Answers once the platform database does, with its time. @throws whatever the database throws. */
export async function checkHealth(ctx: Ctx): Promise<Health> {
  await ctx.db.execute(sql`select 1`)
  return { status: 'ok', time: (await ctx.clock.now(ctx.db)).toISOString() }
}
