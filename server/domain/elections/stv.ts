import { type CountRequest, type StvResults } from './count.ts'
import { countRanked } from './ranked-count.ts'

/** Transfer values are kept to five decimal places. */
export const STV_PARTS_PER_UNIT = 100_000

/**
 * Single transferable vote by the weighted inclusive Gregory method of the Scottish Local Government Elections Order
 * 2007 (SSI 2007/42, schedule 1, rules 45–52); a ballot of weight w counts as w equal papers. Quota: total ÷ (seats +
 * 1), rounded down, plus one unit (46). A surplus transfers all ballots of the candidate at value × surplus ÷ votes,
 * five decimals, the remainder ignored (48). The largest surplus first (49); the last candidate is eliminated only
 * when no surplus is left (50). Ties: the most recent round that differs (49(2), 51(2)(a)); where the Order then
 * draws lots, incumbency decides first, then the published lottery. When as many candidates as vacancies are left
 * they are elected without further transfers (52), but nobody is elected without a vote. Throws like `countElection`.
 */
export function countStv(request: CountRequest): StvResults {
  const quotaOf = (totalWeight: number) => Math.floor(totalWeight / (request.seats + 1)) + 1
  const outcome = countRanked(request, {
    partsPerUnit: STV_PARTS_PER_UNIT,
    quotaOf: ({ total }) => quotaOf(total / STV_PARTS_PER_UNIT) * STV_PARTS_PER_UNIT,
    byEarlierRounds: true,
  })
  return { method: 'stv', quota: quotaOf(outcome.totalWeight), ...outcome }
}
