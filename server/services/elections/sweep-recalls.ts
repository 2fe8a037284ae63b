import { inArray } from 'drizzle-orm'
import { recalls } from '#db/schema/platform/elections.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { closeRecall } from './close-recall.ts'
import { openRecallVote } from './open-recall-vote.ts'
import { OPEN_RECALLS } from './recall-queries.ts'

/**
 * Advances all due recalls. A petition may also become full without a signature, when citizens leave.
 */
export async function sweepRecalls(ctx: Ctx): Promise<void> {
  const open = await ctx.db
    .select({ recallId: recalls.id })
    .from(recalls)
    .where(inArray(recalls.status, [...OPEN_RECALLS]))
  await sweepEach(ctx, open, async (recall) => {
    if (!(await closeRecall(ctx, recall))) await openRecallVote(ctx, recall)
  })
}
