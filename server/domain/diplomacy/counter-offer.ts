import { allow, refuse, type Verdict } from '../refusal.ts'
import { termsToWire, type TreatyTerms } from './treaty-terms.ts'

export type TermChange = {
  /** Name of the term on the wire. */
  term: string
  before: number | boolean | null
  after: number | boolean | null
}

/** Differences between two offers of one treaty, in the order of the terms; wire values. */
export function diffTerms(before: TreatyTerms, after: TreatyTerms): TermChange[] {
  const from = termsToWire(before)
  const to = termsToWire(after)
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .map((term) => ({ term, before: from[term] ?? null, after: to[term] ?? null }))
    .filter((change) => change.before !== change.after)
}

/** Refuses a counter-offer with the same terms: to accept them, sign. */
export const checkCounterTerms = (
  onTheTable: TreatyTerms,
  offered: TreatyTerms,
): Verdict<TermChange[], 'same-terms'> => {
  const changes = diffTerms(onTheTable, offered)
  return changes.length > 0
    ? allow(changes)
    : refuse('same-terms', 'These terms are already offered. Sign the offer, or change something.')
}
