import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ne } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { tiersOnOffer } from '#server/domain/billing/tiers.ts'
import { parseLegalText, type LegalBlock, type LegalPage } from '#server/domain/privacy/legal-text.ts'
import { type Ctx } from '../context.ts'
import { findKeptTiers } from '../regions/kept-tiers.ts'

/** A text that the operator wrote, as it is now; null until there is one. */
export async function getLegalText(
  ctx: Ctx,
  { page }: { page: LegalPage },
): Promise<{ blocks: LegalBlock[] | null }> {
  const file = path.join(ctx.config.legalDir, `${page}.md`)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return ''
    throw error
  })
  const blocks = parseLegalText(text)
  return { blocks: blocks.length === 0 ? null : blocks }
}

/** For how many days what is kept, as this installation is set. `auditDays` is null where it is kept for good. */
export async function getRetention({ db, clock, config }: Ctx) {
  const held = await db
    .selectDistinct({ tier: regions.tier })
    .from(regions)
    .where(ne(regions.status, 'terminated'))
  const left = await findKeptTiers(db, await clock.now(db))
  const tiers = [...tiersOnOffer(config.tiers), ...[...held, ...left].map(({ tier }) => tier)]
  return {
    ...config.retention,
    /** Of the regions whose log is kept for longest: of a tier that is sold, held, or was held lately. */
    regionLogDays: Math.max(...tiers.map((tier) => config.tiers[tier].benefits.logDays)),
    archiveMonths: config.archiveMonths,
    backupDays: config.backups.days,
    backupMonthlyDays: config.backups.monthlyDays,
  }
}
