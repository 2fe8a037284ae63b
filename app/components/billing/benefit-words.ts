import { formatCount } from '#app/lib/format.ts'
import { type TierBenefits } from '#server/domain/billing/tiers.ts'

/** What a size gives, a phrase each. */
export const benefitWords = ({ pilots, logDays, exportDays, emblem }: TierBenefits): string[] => [
  `Room for ${formatCount(pilots, 'pilot')}`,
  `Log and ledger kept for ${formatCount(logDays, 'day')}`,
  `Exports kept for ${formatCount(exportDays, 'day')}`,
  ...(emblem ? ['Your own emblem'] : []),
]
