import { allow, refuse, type Verdict } from '../refusal.ts'
import { type ElectionMethod } from '../regions/election-methods.ts'

export type RankingRefusalReason = 'not-a-candidate' | 'ranked-twice' | 'one-choice'

/**
 * Checks a ballot's `ranking` (candidate ids, best first): only candidates, each at most once, and a single one under
 * plurality. An empty ranking abstains.
 */
export function checkRanking(ballot: {
  method: ElectionMethod
  ranking: readonly string[]
  candidateIds: readonly string[]
}): Verdict<undefined, RankingRefusalReason> {
  const { method, ranking, candidateIds } = ballot
  if (ranking.some((id) => !candidateIds.includes(id)))
    return refuse('not-a-candidate', 'Choose one of the candidates.')
  if (new Set(ranking).size < ranking.length)
    return refuse('ranked-twice', 'Rank each candidate at most once.')
  if (method === 'weighted_plurality' && ranking.length > 1)
    return refuse('one-choice', 'In this election you can choose only one candidate.')
  return allow(undefined)
}
