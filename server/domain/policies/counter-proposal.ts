import { allow, refuse, type Verdict } from '../refusal.ts'
import { canonicalJson } from '../canonical-json.ts'
import { leversOf, type SettingsPatch } from '../regions/levers.ts'
import { applyPatch, diffSettings } from '../regions/settings-diff.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'
import { type PolicyStatus } from './policy-statuses.ts'
import { type PolicyType } from '../regions/policy-types.ts'
import { type Tally } from '../voting/tally.ts'

/** Hours that a counter-proposal needs before the close, which is that of the original. */
export const COUNTER_PROPOSAL_LEAD_HOURS = 24

export type CounterProposalRefusalReason =
  | 'not-open'
  | 'is-counter-proposal'
  | 'already-countered'
  | 'too-late'
  | 'other-policy-type'
  | 'no-shared-lever'
  | 'same-changes'

/**
 * Whether an open policy may get a counter-proposal, on which the same voters vote until the same close. At most one
 * open counter-proposal per policy, and none to a counter-proposal. The rules of any proposal apply too, except that
 * the two may change the same lever.
 */
export function checkCounterProposal(request: {
  original: {
    policyType: PolicyType
    status: PolicyStatus
    changes: SettingsPatch
    closesAt: Date
    isCounterProposal: boolean
    hasOpenCounterProposal: boolean
  }
  counter: { policyType: PolicyType; changes: SettingsPatch }
  settings: RegionSettings
  now: Date
}): Verdict<{ closesAt: Date }, CounterProposalRefusalReason> {
  const { original, counter, settings, now } = request
  if (original.status !== 'voting' || now >= original.closesAt)
    return refuse('not-open', 'The vote on this policy is over.')
  if (original.isCounterProposal)
    return refuse(
      'is-counter-proposal',
      'This is already a counter-proposal. Vote on it, or on the original.',
    )
  if (original.hasOpenCounterProposal)
    return refuse('already-countered', 'This policy already has a counter-proposal.')
  if (original.closesAt.getTime() - now.getTime() < COUNTER_PROPOSAL_LEAD_HOURS * 3_600_000)
    return refuse(
      'too-late',
      `A counter-proposal needs ${COUNTER_PROPOSAL_LEAD_HOURS} hours before the vote closes, so that everybody can read it.`,
    )
  if (counter.policyType !== original.policyType)
    return refuse('other-policy-type', 'A counter-proposal must be of the same kind as the policy.')
  const shared = leversOf(counter.changes).some((lever) => leversOf(original.changes).includes(lever))
  if (!shared)
    return refuse(
      'no-shared-lever',
      'A counter-proposal must change at least one thing that the policy changes.',
    )
  const [one, other] = [original, counter].map(({ changes }) => canonicalJson(applyPatch(settings, changes)))
  if (one === other) return refuse('same-changes', 'This proposes the same as the policy.')
  return allow({ closesAt: original.closesAt })
}

export type PairDecision = {
  original: 'passed' | 'rejected' | 'superseded'
  counter: 'passed' | 'rejected' | 'superseded'
}

/**
 * Results of a policy and its counter-proposal, closed at the same time. If both pass, the one with more weight of
 * yes wins, the original on equal weight; the other is superseded.
 */
export function decidePair(
  original: Pick<Tally, 'passed' | 'yesWeight'>,
  counter: Pick<Tally, 'passed' | 'yesWeight'>,
): PairDecision {
  if (!original.passed || !counter.passed)
    return {
      original: original.passed ? 'passed' : 'rejected',
      counter: counter.passed ? 'passed' : 'rejected',
    }
  return counter.yesWeight > original.yesWeight
    ? { original: 'superseded', counter: 'passed' }
    : { original: 'passed', counter: 'superseded' }
}

export type ComparedLever = {
  lever: Lever
  now: RegionSettings[Lever]
  /** The proposed values; undefined where the lever is not changed. */
  original: RegionSettings[Lever] | undefined
  counter: RegionSettings[Lever] | undefined
}

/** Both proposals side by side, for every lever that either changes, in the order of the original. */
export function compareProposals(
  settings: RegionSettings,
  original: SettingsPatch,
  counter: SettingsPatch,
): ComparedLever[] {
  const ofOriginal = new Map(diffSettings(settings, original).map((change) => [change.lever, change.after]))
  const ofCounter = new Map(diffSettings(settings, counter).map((change) => [change.lever, change.after]))
  return [...new Set([...ofOriginal.keys(), ...ofCounter.keys()])].map((lever) => ({
    lever,
    now: settings[lever],
    original: ofOriginal.get(lever),
    counter: ofCounter.get(lever),
  }))
}
