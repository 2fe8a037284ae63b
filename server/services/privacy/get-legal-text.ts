import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { tiersOnOffer } from '#server/domain/billing/tiers.ts'
import { parseLegalText, type LegalBlock, type LegalPage } from '#server/domain/privacy/legal-text.ts'
import { type Ctx } from '../context.ts'

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
export const getRetention = ({ config }: Ctx) => ({
  ...config.retention,
  /** Of the regions whose log is kept for longest. */
  regionLogDays: Math.max(
    0,
    ...tiersOnOffer(config.tiers).map((tier) => config.tiers[tier].benefits.logDays),
  ),
  archiveMonths: config.archiveMonths,
  backupDays: config.backups.days,
  backupMonthlyDays: config.backups.monthlyDays,
})
