import { type PolicyType } from '../regions/policy-types.ts'
import { requiredApprovalBp } from '../voting/tally.ts'
import { type LawTiming } from './law-timing.ts'
import { routeForProposal, routesFor, type PowersQuestion } from '../regions/powers.ts'
import { leversOf, type SettingsPatch } from '../regions/levers.ts'
import { diffSettings, type SettingChange } from '../regions/settings-diff.ts'
import { type RegionSettings } from '../regions/settings.ts'

/** What confirming does with one part of a form. */
export type Decision = {
  instrument: 'decree' | 'vote' | 'refused'
  /** Short text for a badge: "At once, by decree". */
  title: string
  /** The consequence, in a sentence. */
  text: string
}

export type ReviewPart = { policyType: PolicyType; changes: SettingChange[]; decision: Decision }

/**
 * Previews what saving `changes` does: one part per policy type, with the differences, who decides, when it starts
 * and when it expires. `asProposal` asks for a vote even where a decree is possible. The same rules apply again on
 * confirmation.
 */
export function reviewSettings(
  question: PowersQuestion,
  { asProposal = false, ...terms }: LawTiming & { asProposal?: boolean } = {},
): ReviewPart[] {
  return routesFor(question).map(({ policyType, changes, route: usual }) => {
    const route = asProposal ? routeForProposal({ ...question, changes }) : usual
    return {
      policyType,
      changes: diffOrKept(question.settings, changes),
      decision: route.ok
        ? decisionOf(question, route.value, terms)
        : { instrument: 'refused' as const, title: 'You cannot change this', text: route.message },
    }
  })
}

/** The differences, or the unchanged values if a law only extends them. */
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
          text: `Takes effect at once by decree of the ${route.by} and is recorded in the law book.${expiry(terms)}`,
        }
      : {
          instrument: 'decree',
          title: `By decree, in ${days(effectiveInDays)}`,
          text: `Announced in the law book now. Takes effect in ${days(effectiveInDays)} by decree of the ${route.by}. You can revoke it until then. It lapses if you lose the power to decree it.${expiry(terms)}`,
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
    text: `Becomes a proposal for ${voters}. Passes with ${needed} in favour and a turnout of ${percent(settings.quorumBp)}. If it passes, it takes effect${from === '' ? ' at once' : from}.${expiry(terms)}`,
  }
}

const expiry = ({ expiresAfterDays = null }: LawTiming): string =>
  expiresAfterDays === null ? '' : ` It expires ${days(expiresAfterDays)} after it takes effect.`

const days = (count: number): string => (count === 1 ? 'one day' : `${count} days`)

const percent = (basisPoints: number): string => `${basisPoints / 100}%`
