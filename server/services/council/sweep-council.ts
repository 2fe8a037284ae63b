import { and, eq, lte } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { closeMotion } from './close-motion.ts'
import { implementMotion } from './implement-motion.ts'

/** Closes every motion that is due and puts every passed one into force at its time, whatever became of their jobs. */
export async function sweepCouncil(ctx: Ctx): Promise<void> {
  await each(ctx, await findDueVotes(ctx, 'council'), closeMotion)
  const now = await ctx.clock.now(ctx.db)
  const passed = await ctx.db
    .select({ id: councilMotions.id })
    .from(councilMotions)
    .where(and(eq(councilMotions.status, 'passed'), lte(councilMotions.effectiveAt, now)))
  await each(ctx, passed, implementMotion)
}

async function each(
  ctx: Ctx,
  rows: { id: string }[],
  step: (ctx: Ctx, input: { motionId: string }) => Promise<unknown>,
) {
  for (const { id } of rows) {
    try {
      await step(ctx, { motionId: id })
    } catch (error) {
      ctx.log.error({ err: error, motionId: id }, 'a motion could not be advanced; will retry')
    }
  }
}
