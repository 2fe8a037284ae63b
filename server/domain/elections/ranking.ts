import { allow, refuse, type Verdict } from '../refusal.ts'
import { type ElectionMethod } from '../regions/election-methods.ts'

export type RankingRefusalReason = 'not-a-candidate' | 'ranked-twice' | 'one-choice'

/**
 * Whether a ballot of this election may carry `ranking`, candidate ids with the best first: only people who stand, each
 * once, and under plurality no more than one. An empty ranking takes part and chooses nobody.
 */
export function checkRanking(ballot: {
  method: ElectionMethod
  ranking: readonly string[]
  candidateIds: readonly string[]
}): Verdict<undefined, RankingRefusalReason> {
  const { method, ranking, candidateIds } = ballot
  if (ranking.some((id) => !candidateIds.includes(id)))
    return refuse('not-a-candidate', 'Choose among the candidates.')
  if (new Set(ranking).size < ranking.length)
    return refuse('ranked-twice', 'Rank each candidate once at most.')
  if (method === 'weighted_plurality' && ranking.length > 1)
    return refuse('one-choice', 'In this election a ballot names one candidate.')
  return allow(undefined)
}
