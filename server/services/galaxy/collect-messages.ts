import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import { galaxies, galaxyInbox } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { applyMessages } from './apply-messages.ts'
import { galaxyOf } from './galaxy-of.ts'

const AT_ONCE = 200
/** A message that was acknowledged may still be on its way in an answer that was asked for before. */
const REMEMBERED_MS = 7 * 86_400_000

/**
 * Pulls what galaxies have to tell and acknowledges it: of every galaxy, which also finds what a crash kept from being heard.
 * One that cannot be reached waits for a later run.
 */
export async function collectMessages(ctx: Ctx): Promise<void> {
  const ready = await ctx.db
    .select({ galaxyId: galaxies.id })
    .from(galaxies)
    .where(eq(galaxies.status, 'ready'))
  await sweepEach(ctx, ready, ({ galaxyId }) => collectFrom(ctx, galaxyId))
  const now = await ctx.clock.now(ctx.db)
  await ctx.db
    .delete(galaxyInbox)
    .where(lt(galaxyInbox.acknowledgedAt, new Date(now.getTime() - REMEMBERED_MS)))
}

async function collectFrom(ctx: Ctx, galaxyId: string): Promise<void> {
  const galaxy = galaxyOf(ctx, galaxyId, { passing: true })
  for (;;) {
    const { messages } = await galaxy.pullMessages({ limit: AT_ONCE })
    if (messages.length === 0) return
    await applyMessages(ctx, galaxyId, messages)
    const ids = messages.map(({ id }) => id)
    await galaxy.acknowledge({ ids })
    await ctx.db
      .update(galaxyInbox)
      .set({ acknowledgedAt: await ctx.clock.now(ctx.db) })
      .where(and(inArray(galaxyInbox.id, ids), isNull(galaxyInbox.acknowledgedAt)))
    if (messages.length < AT_ONCE) return
  }
}
