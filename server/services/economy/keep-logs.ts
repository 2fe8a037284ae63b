import { eq } from 'drizzle-orm'
import { addPartitions, dropPartitions } from '#db/log-partitions.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'

const DAY_MS = 86_400_000
const FACT = 'logs-kept'

/**
 * Once a UTC day: makes the partitions of all logs for the months ahead, rolls up the days of each galaxy that are over, and drops
 * whole months that are older than the settings say. Run again on that day it does nothing; after a galaxy that could not be reached it
 * does all of it again.
 */
export async function keepLogs(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const today = now.toISOString().slice(0, 10)
  const [kept] = await ctx.db.select().from(platformFacts).where(eq(platformFacts.key, FACT))
  if (kept?.value === today) return
  const { auditDays, eventDays, postingDays } = ctx.config.retention
  await addPartitions(ctx.db, 'audit_log', now)
  if (auditDays !== null)
    await dropPartitions(ctx.db, 'audit_log', new Date(now.getTime() - auditDays * DAY_MS))
  let failed = 0
  for (const galaxy of await ctx.db.select().from(galaxies).where(eq(galaxies.status, 'ready'))) {
    try {
      await ctx.galaxies
        .at(galaxy.id, { clock: ctx.clock, passing: true })
        .keepLogs({ eventDays, postingDays })
    } catch (error) {
      failed++
      ctx.log.warn({ err: error, galaxyId: galaxy.id }, 'the logs of a galaxy were not kept; will retry')
    }
  }
  if (failed > 0) return
  await ctx.db
    .insert(platformFacts)
    .values({ key: FACT, value: today })
    .onConflictDoUpdate({ target: platformFacts.key, set: { value: today } })
}
