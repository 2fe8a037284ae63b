import { type DecidedBy } from './election-types.ts'
import { type Runner } from './ranked-papers.ts'

export type TieRules = {
  /** Whether an earlier round decides before incumbency and lottery. */
  byEarlierRounds: boolean
  /** Tied candidates in the order drawn; called only when the lottery decides. */
  draw: (tied: readonly Runner[]) => Runner[]
}

export type Elimination = {
  loser: Runner
  decidedBy: DecidedBy
  /** Those who were tied with the loser, and what saved them. */
  spared: Map<Runner, DecidedBy>
}

/**
 * Chooses the candidate to eliminate among those with the fewest votes: if the method says so, the one with the fewest in the
 * most recent round that differs; then a challenger before an incumbent; then the last one drawn.
 */
export function chooseLoser(continuing: readonly Runner[], rules: TieRules): Elimination | null {
  const spared = new Map<Runner, DecidedBy>()
  const spare = (tied: readonly Runner[], remaining: readonly Runner[], why: DecidedBy) => {
    for (const runner of tied) if (!remaining.includes(runner)) spared.set(runner, why)
    return remaining
  }
  const least = Math.min(...continuing.map(({ votes }) => votes))
  let tied: readonly Runner[] = continuing.filter(({ votes }) => votes === least)
  let decidedBy: DecidedBy = 'votes'
  if (tied.length > 1 && rules.byEarlierRounds) {
    tied = spare(tied, narrowByHistory(tied, Math.min), 'earlier_round')
    decidedBy = 'earlier_round'
  }
  const challengers = tied.filter(({ isIncumbent }) => !isIncumbent)
  if (tied.length > 1 && challengers.length > 0 && challengers.length < tied.length) {
    tied = spare(tied, challengers, 'incumbency')
    decidedBy = 'incumbency'
  }
  if (tied.length > 1) {
    tied = spare(tied, rules.draw(tied).slice(-1), 'lottery')
    decidedBy = 'lottery'
  }
  const [loser] = tied
  return loser ? { loser, decidedBy, spared } : null
}

/**
 * Chooses whose surplus is transferred first: the largest; if equal, the one with the most votes in the most recent
 * round that differs; then the first one drawn.
 */
export function chooseSurplus(elected: readonly Runner[], rules: TieRules): Runner | null {
  const most = Math.max(...elected.map(({ votes }) => votes))
  let first: readonly Runner[] = elected.filter(({ votes }) => votes === most)
  if (first.length > 1) first = narrowByHistory(first, Math.max)
  if (first.length > 1) first = rules.draw(first)
  return first[0] ?? null
}

/** Narrows to those with the most (or fewest) votes in the latest round that differs, and so on backwards. */
function narrowByHistory(
  tied: readonly Runner[],
  extreme: (...votes: number[]) => number,
): readonly Runner[] {
  let left = tied
  const rounds = tied[0]?.history.length ?? 0
  for (let round = rounds - 2; round >= 0 && left.length > 1; round--) {
    const votes = left.map(({ history }) => history[round] ?? 0)
    const chosen = extreme(...votes)
    left = left.filter(({ history }) => (history[round] ?? 0) === chosen)
  }
  return left
}
