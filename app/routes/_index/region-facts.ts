import { type GalaxyRegion } from '#app/lib/api-types.ts'
import { formatCompact, formatCount, formatLabel, formatPercent } from '#app/lib/format.ts'

/** What a stranger wants to know of a region at a glance. */
export const factsOf = ({
  governanceType,
  citizenCount,
  openVotes,
  tradeOfDay,
  taxRate,
}: GalaxyRegion): string[] => [
  formatLabel(governanceType),
  formatCount(citizenCount, 'citizen'),
  openVotes === 0 ? 'no open votes' : formatCount(openVotes, 'open vote'),
  tradeOfDay.credits === 0
    ? 'no trade yesterday'
    : `${formatCompact(tradeOfDay.credits)} cr traded yesterday`,
  `${formatPercent(taxRate)} tax`,
]
