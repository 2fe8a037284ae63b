import { and, eq, isNull, lte } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { closePolicy } from './close-policy.ts'
import { implementPolicy } from './implement-policy.ts'

/** Closes every vote that is due and implements every policy that passed, whatever became of their jobs. */
export async function sweepPolicies(ctx: Ctx): Promise<void> {
  await each(ctx, await findDueVotes(ctx, 'policy'), closePolicy)
  const passed = await ctx.db
    .select({ id: policies.id })
    .from(policies)
    .where(
      and(
        eq(policies.status, 'passed'),
        isNull(policies.implementationError),
        lte(policies.effectiveAt, await ctx.clock.now(ctx.db)),
      ),
    )
  await each(ctx, passed, implementPolicy)
}

async function each(
  ctx: Ctx,
  rows: { id: string }[],
  step: (ctx: Ctx, input: { policyId: string }) => Promise<unknown>,
) {
  for (const { id } of rows) {
    try {
      await step(ctx, { policyId: id })
    } catch (error) {
      ctx.log.error({ err: error, policyId: id }, 'a policy could not be advanced; will retry')
    }
  }
}
