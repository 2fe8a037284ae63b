import { and, asc, lte, ne } from 'drizzle-orm'
import { custody } from '#db/schema/platform/travel.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { driveCrossing } from './drive-crossing.ts'

/** Advances every crossing whose time is over and that is not closed. */
export async function sweepCrossings(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const due = await ctx.db
    .select({ crossingId: custody.id, fromGalaxyId: custody.fromGalaxyId })
    .from(custody)
    .where(and(ne(custody.state, 'closed'), lte(custody.arrivesAt, now)))
    .orderBy(asc(custody.arrivesAt))
  await sweepEach(ctx, due, (crossing) => driveCrossing(ctx, crossing))
}
