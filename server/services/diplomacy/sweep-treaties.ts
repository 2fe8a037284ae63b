import { and, inArray, lte, or } from 'drizzle-orm'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { sweepEach } from '../sweep-each.ts'
import { settleTreaty } from './settle-treaty.ts'

/** Settles every treaty that is due, even if its jobs were lost. */
export async function sweepTreaties(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const due = await ctx.db
    .select({ id: treaties.id })
    .from(treaties)
    .where(
      or(
        and(inArray(treaties.status, ['proposed', 'ratifying']), lte(treaties.windowClosesAt, now)),
        and(
          inArray(treaties.status, ['active', 'notice']),
          or(lte(treaties.expiresAt, now), lte(treaties.endsAt, now), lte(treaties.nextReminderAt, now)),
        ),
      ),
    )
  const ids = new Set([...due, ...(await findDueVotes(ctx, 'treaty'))].map(({ id }) => id))
  const treatyIds = [...ids].map((treatyId) => ({ treatyId }))
  await sweepEach(ctx, treatyIds, (treaty) => settleTreaty(ctx, treaty))
}
