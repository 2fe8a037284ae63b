import { formatCount } from '#app/lib/format.ts'
import { type ShownBenefits } from '#server/domain/billing/tiers.ts'

/** What a size gives, a phrase each. */
export const benefitWords = ({ pilots, exportDays, emblem, ...kept }: ShownBenefits): string[] => [
  `Room for ${formatCount(pilots, 'pilot')}`,
  ...keptWords(kept),
  `Exports kept for ${formatCount(exportDays, 'day')}`,
  ...(emblem ? ['Your own emblem'] : []),
]

const keptWords = ({ logDays, ledgerDays }: Pick<ShownBenefits, 'logDays' | 'ledgerDays'>): string[] =>
  logDays === ledgerDays
    ? [`Log and ledger kept for ${formatCount(logDays, 'day')}`]
    : [`Log kept for ${formatCount(logDays, 'day')}`, `Ledger kept for ${formatCount(ledgerDays, 'day')}`]
