import { and, eq, inArray, lte, or } from 'drizzle-orm'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { type Ctx } from '../context.ts'
import { settleTreaty } from './settle-treaty.ts'

/** Settles every treaty that is due, whatever became of its jobs. */
export async function sweepTreaties(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const due = await ctx.db
    .selectDistinct({ id: treaties.id })
    .from(treaties)
    .innerJoin(treatySides, eq(treatySides.treatyId, treaties.id))
    .where(
      or(
        and(inArray(treaties.status, ['proposed', 'ratifying']), lte(treaties.windowClosesAt, now)),
        and(
          inArray(treaties.status, ['active', 'notice']),
          or(lte(treaties.expiresAt, now), lte(treaties.endsAt, now), lte(treaties.nextReminderAt, now)),
        ),
        and(
          eq(treaties.status, 'ratifying'),
          eq(treatySides.status, 'voting'),
          lte(treatySides.votingClosesAt, now),
        ),
      ),
    )
  for (const { id } of due) {
    try {
      await settleTreaty(ctx, { treatyId: id })
    } catch (error) {
      ctx.log.error({ err: error, treatyId: id }, 'a treaty could not be settled; the next sweep tries again')
    }
  }
}
