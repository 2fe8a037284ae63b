import { eq, inArray, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { keysOf, tableOf } from '#server/domain/keys-of.ts'
import { type PilotDay } from '#server/galaxy/api/statistics-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { noteWhetherItAnswers } from '../galaxy/note-whether-it-answers.ts'
import { sweepEach } from '../sweep-each.ts'

const BATCH = 1_000
/** A transaction that began earlier may be committed later: what changed shortly before the last one collected is asked for again. */
const OVERLAP_MS = 60_000

/**
 * Fetches what pilots did since the last time from every galaxy, and notes which of them do not answer. Run again it changes nothing.
 */
export async function collectPilotDays(ctx: Ctx): Promise<void> {
  const ready = await ctx.db
    .select({
      galaxyId: galaxies.id,
      awaySince: galaxies.awaySince,
      last: sql<Date | null>`max(${collectedPilotDays.changedAt})`.mapWith(collectedPilotDays.changedAt),
    })
    .from(galaxies)
    .leftJoin(collectedPilotDays, eq(collectedPilotDays.galaxyId, galaxies.id))
    .where(eq(galaxies.status, 'ready'))
    .groupBy(galaxies.id)
  await sweepEach(ctx, ready, async ({ last, ...galaxy }) => {
    const from = new Date(last === null ? 0 : last.getTime() - OVERLAP_MS)
    await noteWhetherItAnswers(ctx, galaxy, collectFrom(ctx, galaxy.galaxyId, from))
  })
}

async function collectFrom(ctx: Ctx, galaxyId: string, from: Date): Promise<void> {
  const galaxy = galaxyClient(ctx, galaxyId, { transient: true })
  let since = from.toISOString()
  let after: { userId: string; day: string } | null = null
  for (;;) {
    const { days }: { days: PilotDay[] } = await galaxy.getPilotDays({ since, after, limit: BATCH })
    await save(ctx, galaxyId, await ofUsers(ctx, days))
    const last = days.at(-1)
    if (days.length < BATCH || !last) return
    since = last.changedAt
    after = { userId: last.userId, day: last.day }
  }
}

/** A galaxy of an older backup may name pilots whom the platform does not have: they must not keep the others from being collected. */
async function ofUsers(ctx: Ctx, days: readonly PilotDay[]): Promise<PilotDay[]> {
  if (days.length === 0) return []
  const ids = [...new Set(days.map(({ userId }) => userId))]
  const known = await ctx.db.select({ id: users.id }).from(users).where(inArray(users.id, ids))
  const accounts = new Set(known.map(({ id }) => id))
  return days.filter(({ userId }) => accounts.has(userId))
}

async function save(ctx: Ctx, galaxyId: string, days: readonly PilotDay[]): Promise<void> {
  if (days.length === 0) return
  const rows = days.map((day) => ({ ...day, galaxyId, changedAt: new Date(day.changedAt) }))
  const { turns, trades, salesNet, purchasesNet, berths, contracts, sectorsCharted, ...rest } =
    collectedPilotDays
  const figures = { turns, trades, salesNet, purchasesNet, berths, contracts, sectorsCharted }
  const updated = { ...figures, highestRenown: rest.highestRenown, changedAt: rest.changedAt }
  await ctx.db
    .insert(collectedPilotDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [collectedPilotDays.userId, collectedPilotDays.day, collectedPilotDays.galaxyId],
      set: tableOf(keysOf(updated), (key) => sql.raw(`excluded."${updated[key].name}"`)),
    })
}
