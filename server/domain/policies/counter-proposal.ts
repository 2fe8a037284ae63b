import { allow, refuse, type Verdict } from '../refusal.ts'
import { canonicalJson } from '../canonical-json.ts'
import { leversOf, type SettingsPatch } from '../regions/levers.ts'
import { applyPatch, diffSettings } from '../regions/settings-diff.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'
import { type PolicyStatus } from './policy-statuses.ts'
import { type PolicyType } from '../regions/policy-types.ts'
import { type Tally } from '../voting/tally.ts'

/** A counter-proposal needs as long as this before the close, which is that of the original. */
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
 * Whether an open policy may be answered with another wording of it, on which the same voters vote until the same close.
 * Each policy has at most one open counter-proposal, a counter-proposal none. Asked beside the rules of any proposal; of
 * these the rule of one open policy per lever does not hold between the two.
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
    return refuse('is-counter-proposal', 'This is a counter-proposal itself. Vote on it, or on the original.')
  if (original.hasOpenCounterProposal)
    return refuse('already-countered', 'There is a counter-proposal to this policy already.')
  if (original.closesAt.getTime() - now.getTime() < COUNTER_PROPOSAL_LEAD_HOURS * 3_600_000)
    return refuse(
      'too-late',
      `A counter-proposal needs ${COUNTER_PROPOSAL_LEAD_HOURS} hours before the close, so that everybody can read it.`,
    )
  if (counter.policyType !== original.policyType)
    return refuse(
      'other-policy-type',
      'A counter-proposal is of the same kind as the policy that it answers.',
    )
  const shared = leversOf(counter.changes).some((lever) => leversOf(original.changes).includes(lever))
  if (!shared)
    return refuse('no-shared-lever', 'A counter-proposal changes at least one thing that the policy changes.')
  const [one, other] = [original, counter].map(({ changes }) => canonicalJson(applyPatch(settings, changes)))
  if (one === other) return refuse('same-changes', 'This proposes what the policy proposes.')
  return allow({ closesAt: original.closesAt })
}

export type PairDecision = {
  original: 'passed' | 'rejected' | 'superseded'
  counter: 'passed' | 'rejected' | 'superseded'
}

/**
 * What becomes of a policy and its counter-proposal, both closed at the same moment. Where both pass, the one with more
 * weight of yes does, and the original when these are equal; the other is superseded.
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
  /** As each would have it; undefined where it leaves the lever as it is. */
  original: RegionSettings[Lever] | undefined
  counter: RegionSettings[Lever] | undefined
}

/** The two proposals side by side, for every lever that either changes, in the order of the original. */
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
