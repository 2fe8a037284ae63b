import { and, eq, lt, sql } from 'drizzle-orm'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { longestDays } from '#server/domain/backups/retention.ts'
import { type Ctx } from '../context.ts'
import { benefitsOf } from '../regions/benefits-of.ts'
import { findKeptTiers, forgetPastTiers } from '../regions/kept-tiers.ts'

const DAY_MS = 86_400_000
const FACT = 'logs-maintained'
const newestAudit = sql`(select max(at) from conservation_audits)`

/**
 * Once per UTC day: creates the partitions of all logs for the months ahead, rolls up past days of each galaxy, and drops
 * whole months, receipts and audits that are older than the retention settings, in the galaxy of a region than what its tier keeps where that is longer, or the tier that it had lately. A second run on the same day does nothing, unless a galaxy could not be
 * reached: then everything is done again.
 */
export async function maintainLogs(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const today = now.toISOString().slice(0, 10)
  const [last] = await ctx.db.select().from(platformFacts).where(eq(platformFacts.key, FACT))
  if (last?.value === today) return
  const { auditDays, eventDays, postingDays } = ctx.config.retention
  // For as long as a backup of the platform lives that does not know them.
  const messageDays = longestDays(ctx.config.backups)
  const auditedFrom = auditDays === null ? null : new Date(now.getTime() - auditDays * DAY_MS)
  await ctx.auditLogKeeper.keep({ now, from: auditedFrom })
  const auditsFrom = new Date(now.getTime() - postingDays * DAY_MS)
  // The newest knows what had left and come in galaxies that are gone since.
  await ctx.db
    .delete(conservationAudits)
    .where(and(lt(conservationAudits.at, auditsFrom), lt(conservationAudits.at, newestAudit)))
  let failed = 0
  const ready = await ctx.db
    .select({ id: galaxies.id, regionId: regions.id, tier: regions.tier })
    .from(galaxies)
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(eq(galaxies.status, 'ready'))
  const kept = await findKeptTiers(ctx.db, now)
  await forgetPastTiers(ctx.db, now)
  for (const galaxy of ready) {
    const tiers = kept.filter(({ regionId }) => regionId === galaxy.regionId).map(({ tier }) => tier)
    if (galaxy.tier !== null) tiers.push(galaxy.tier)
    const logDays = Math.max(0, ...tiers.map((tier) => benefitsOf(ctx, { tier }).logDays))
    try {
      await ctx.galaxies.apiFor(galaxy.id, { clock: ctx.clock, transient: true }).maintainLogs({
        eventDays: Math.max(eventDays, logDays),
        postingDays: Math.max(postingDays, logDays),
        messageDays,
      })
    } catch (error) {
      failed++
      ctx.log.warn({ err: error, galaxyId: galaxy.id }, 'maintenance of a galaxy’s logs failed; will retry')
    }
  }
  if (failed > 0) return
  await ctx.db
    .insert(platformFacts)
    .values({ key: FACT, value: today })
    .onConflictDoUpdate({ target: platformFacts.key, set: { value: today } })
}
