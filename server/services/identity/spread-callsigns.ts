import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { sweepEach } from '../sweep-each.ts'

/**
 * Tells the galaxies where somebody is, or was, the callsign that they changed to. Whoever is under way lands with it
 * (drive-crossing.ts), and stays on the list until then: a landing that began before the change may still bring the old one. A galaxy that
 * cannot be reached keeps its pilots on the list.
 */
export async function spreadCallsigns(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const open = await ctx.db
    .selectDistinct({ userId: callsignChanges.userId, callsign: users.callsign })
    .from(callsignChanges)
    .innerJoin(users, eq(users.id, callsignChanges.userId))
    .where(isNull(callsignChanges.spreadAt))
    .orderBy(asc(callsignChanges.userId))
  await sweepEach(ctx, open, async ({ userId, callsign }) => {
    const isSettled = await isOnTheGround(ctx, userId)
    const from = await callsignsBefore(ctx, userId)
    for (const galaxyId of await galaxiesOf(ctx, userId))
      await galaxyClient(ctx, galaxyId, { transient: true }).renamePilot({ userId, from, callsign })
    if (!isSettled) return
    await ctx.db
      .update(callsignChanges)
      .set({ spreadAt: now })
      .where(
        and(
          eq(callsignChanges.userId, userId),
          isNull(callsignChanges.spreadAt),
          // One that came meanwhile has its own turn.
          lte(callsignChanges.changedAt, now),
        ),
      )
  })
}

/** Whether no galaxy may be about to land them. */
async function isOnTheGround(ctx: Ctx, userId: string): Promise<boolean> {
  const [known] = await ctx.db
    .select({ state: whereabouts.state })
    .from(whereabouts)
    .where(eq(whereabouts.userId, userId))
  return known === undefined || known.state === 'present'
}

async function callsignsBefore(ctx: Ctx, userId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ callsign: callsignChanges.oldCallsign })
    .from(callsignChanges)
    .where(eq(callsignChanges.userId, userId))
  return [...new Set(rows.map(({ callsign }) => callsign))]
}

/** The galaxies that may have a row of this pilot, as far as they still exist. */
async function galaxiesOf(ctx: Ctx, userId: string): Promise<string[]> {
  const [known] = await ctx.db
    .select({ galaxyId: whereabouts.galaxyId })
    .from(whereabouts)
    .where(eq(whereabouts.userId, userId))
  const crossings = await ctx.db
    .select({ from: custody.fromGalaxyId, landed: custody.landingGalaxyId })
    .from(custody)
    .where(eq(custody.userId, userId))
  const been = new Set([
    ...(known ? [known.galaxyId] : []),
    ...crossings.flatMap(({ from, landed }) => (landed === null ? [from] : [from, landed])),
  ])
  const ready = await ctx.db.select({ id: galaxies.id }).from(galaxies).where(eq(galaxies.status, 'ready'))
  return ready.map(({ id }) => id).filter((id) => been.has(id))
}
