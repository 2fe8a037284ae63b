import { and, eq, lte } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { sweepEach } from '../sweep-each.ts'
import { closeMotion } from './close-motion.ts'
import { implementMotion } from './implement-motion.ts'

/** Closes every motion that is due and puts every passed one into force at its time, even if their jobs were lost. */
export async function sweepCouncil(ctx: Ctx): Promise<void> {
  await sweepEach(ctx, await findDueVotes(ctx, 'council'), ({ id }) => closeMotion(ctx, { motionId: id }))
  const now = await ctx.clock.now(ctx.db)
  const passed = await ctx.db
    .select({ id: councilMotions.id })
    .from(councilMotions)
    .where(and(eq(councilMotions.status, 'passed'), lte(councilMotions.effectiveAt, now)))
  await sweepEach(ctx, passed, ({ id }) => implementMotion(ctx, { motionId: id }))
}
