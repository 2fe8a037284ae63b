import { and, eq, isNull, lte } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { sweepEach } from '../sweep-each.ts'
import { closePolicy } from './close-policy.ts'
import { implementPolicy } from './implement-policy.ts'

/** Closes every vote that is due and implements every policy that passed, even if their jobs were lost. */
export async function sweepPolicies(ctx: Ctx): Promise<void> {
  await sweepEach(ctx, await findDueVotes(ctx, 'policy'), ({ id }) => closePolicy(ctx, { policyId: id }))
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
  await sweepEach(ctx, passed, ({ id }) => implementPolicy(ctx, { policyId: id }))
}
