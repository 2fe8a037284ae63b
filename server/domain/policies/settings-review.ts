import { type PolicyType } from '../regions/policy-types.ts'
import { requiredApprovalBp } from '../voting/tally.ts'
import { type LawTiming } from './law-timing.ts'
import { howToPropose, routesFor, type PowersQuestion } from '../regions/powers.ts'
import { leversOf, type SettingsPatch } from '../regions/levers.ts'
import { diffSettings, type SettingChange } from '../regions/settings-diff.ts'
import { type RegionSettings } from '../regions/settings.ts'

/** What happens with one part of a form once it is confirmed. */
export type Decision = {
  instrument: 'decree' | 'vote' | 'refused'
  /** A short line for a badge: "At once, by decree". */
  title: string
  /** What follows, in a sentence. */
  text: string
}

export type ReviewPart = { policyType: PolicyType; changes: SettingChange[]; decision: Decision }

/**
 * What saving `changes` would do, before it is done: one part for each kind of policy, with what differs, who decides it,
 * from when it holds and for how long. `asProposal` asks for a vote even where a decree would do. The same rules decide
 * again when it is confirmed.
 */
export function reviewSettings(
  question: PowersQuestion,
  { asProposal = false, ...terms }: LawTiming & { asProposal?: boolean } = {},
): ReviewPart[] {
  return routesFor(question).map(({ policyType, changes, route: usual }) => {
    const route = asProposal ? howToPropose({ ...question, changes }) : usual
    return {
      policyType,
      changes: diffOrKept(question.settings, changes),
      decision: route.ok
        ? decisionOf(question, route.value, terms)
        : { instrument: 'refused' as const, title: 'Not in your power', text: route.message },
    }
  })
}

/** What differs, or, where a law is prolonged, what stays as it is. */
function diffOrKept(settings: RegionSettings, changes: SettingsPatch): SettingChange[] {
  const changed = diffSettings(settings, changes)
  return changed.length > 0
    ? changed
    : leversOf(changes).map((lever) => ({ lever, before: settings[lever], after: settings[lever] }))
}

type AllowedRoute = Extract<ReturnType<typeof routesFor>[number]['route'], { ok: true }>['value']

function decisionOf({ settings }: PowersQuestion, route: AllowedRoute, terms: LawTiming): Decision {
  const { effectiveInDays = 0 } = terms
  if (route.instrument === 'decree') {
    return effectiveInDays === 0
      ? {
          instrument: 'decree',
          title: 'At once, by decree',
          text: `Enacted at once by decree of the ${route.by} and written into the law book.${expiry(terms)}`,
        }
      : {
          instrument: 'decree',
          title: `By decree, in ${days(effectiveInDays)}`,
          text: `Announced in the law book now and in force in ${days(effectiveInDays)}, by decree of the ${route.by}. Until then you may revoke it; it lapses if you may not decree it any more.${expiry(terms)}`,
        }
  }
  const voters = route.electorate === 'citizens' ? 'the citizens' : 'the council'
  const needed =
    route.majority === 'two_thirds'
      ? 'two thirds'
      : percent(requiredApprovalBp(settings.votingThresholdBp, route.majority))
  const from = effectiveInDays === 0 ? '' : ` ${days(effectiveInDays)} after the vote`
  return {
    instrument: 'vote',
    title: route.majority === 'two_thirds' ? `Vote of ${voters}, two thirds` : `Vote of ${voters}`,
    text: `Becomes a proposal on which ${voters} vote. It needs ${needed} of yes and no, and a turnout of ${percent(settings.quorumBp)}. Once passed it takes effect by itself${from}.${expiry(terms)}`,
  }
}

const expiry = ({ expiresAfterDays = null }: LawTiming): string =>
  expiresAfterDays === null ? '' : ` It expires ${days(expiresAfterDays)} after it takes effect.`

const days = (count: number): string => (count === 1 ? 'one day' : `${count} days`)

const percent = (basisPoints: number): string => `${basisPoints / 100} %`
