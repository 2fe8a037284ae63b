import { gte } from 'drizzle-orm'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { type Ctx } from '../context.ts'
import { auditConservation } from './audit-conservation.ts'

/** From this hour UTC on, when yesterday's postings are carried forward. */
const FIRST_HOUR = 1

/** Audits once a UTC day, whenever it is called; an audit that could not ask every galaxy is repeated. */
export async function auditOnceADay(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  if (now.getUTCHours() < FIRST_HOUR) return
  const today = new Date(now)
  today.setUTCHours(0, 0, 0, 0)
  const audits = await ctx.db
    .select({ result: conservationAudits.result })
    .from(conservationAudits)
    .where(gte(conservationAudits.at, today))
  if (audits.some(({ result }) => result !== 'incomplete')) return
  await auditConservation(ctx)
}
