import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import { galaxies, galaxyInbox } from '#db/schema/platform/regions.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { applyOrSetAside } from './set-aside.ts'
import { galaxyClient } from './galaxy-client.ts'

const BATCH = 200
/** An earlier answer that is still in flight may carry an acknowledged message once more. */
const DEDUPLICATION_MS = 7 * 86_400_000

/**
 * Pulls, applies and acknowledges the messages of every galaxy, including those that a crash left unapplied. A galaxy that
 * cannot be reached is retried by a later run; a message that cannot be applied is set aside and stops none of another pilot.
 */
export async function collectMessages(ctx: Ctx): Promise<void> {
  const ready = await ctx.db
    .select({ galaxyId: galaxies.id })
    .from(galaxies)
    .where(eq(galaxies.status, 'ready'))
  await sweepEach(ctx, ready, ({ galaxyId }) => collectMessagesOf(ctx, galaxyId))
  const now = await ctx.clock.now(ctx.db)
  await ctx.db
    .delete(galaxyInbox)
    .where(lt(galaxyInbox.acknowledgedAt, new Date(now.getTime() - DEDUPLICATION_MS)))
}

/** The same for one galaxy. @throws UNAVAILABLE when it cannot be reached. */
export async function collectMessagesOf(ctx: Ctx, galaxyId: string): Promise<void> {
  const galaxy = galaxyClient(ctx, galaxyId, { transient: true })
  for (;;) {
    const { messages } = await galaxy.pullMessages({ limit: BATCH })
    if (messages.length === 0) return
    for (const sent of messages) await applyOrSetAside(ctx, galaxyId, sent)
    await acknowledge(
      ctx,
      galaxy,
      messages.map(({ id }) => id),
    )
    if (messages.length < BATCH) return
  }
}

/** Tells a galaxy that these are known, and notes that. */
export async function acknowledge(ctx: Ctx, galaxy: GalaxyApi, ids: string[]): Promise<void> {
  await galaxy.acknowledgeMessages({ ids })
  await ctx.db
    .update(galaxyInbox)
    .set({ acknowledgedAt: await ctx.clock.now(ctx.db) })
    .where(and(inArray(galaxyInbox.id, ids), isNull(galaxyInbox.acknowledgedAt)))
}
