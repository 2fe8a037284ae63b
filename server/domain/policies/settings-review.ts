import { type PolicyType } from './policy-types.ts'
import { requiredApprovalBp } from './tally.ts'
import { howToPropose, routesFor, type PowersQuestion } from '../regions/powers.ts'
import { diffSettings, type SettingChange } from '../regions/settings-diff.ts'

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
 * What saving `changes` would do, before it is done: one part for each kind of policy, with what differs and who decides it.
 * `asProposal` asks for a vote even where a decree would do. The same rules decide again when it is confirmed.
 */
export function reviewSettings(question: PowersQuestion, { asProposal = false } = {}): ReviewPart[] {
  return routesFor(question).map(({ policyType, changes, route: usual }) => {
    const route = asProposal ? howToPropose({ ...question, changes }) : usual
    return {
      policyType,
      changes: diffSettings(question.settings, changes),
      decision: route.ok
        ? decisionOf(question, route.value)
        : { instrument: 'refused' as const, title: 'Not in your power', text: route.message },
    }
  })
}

type AllowedRoute = Extract<ReturnType<typeof routesFor>[number]['route'], { ok: true }>['value']

function decisionOf({ settings }: PowersQuestion, route: AllowedRoute): Decision {
  if (route.instrument === 'decree') {
    return {
      instrument: 'decree',
      title: 'At once, by decree',
      text: `Enacted at once by decree of the ${route.by} and written into the law book.`,
    }
  }
  const voters = route.electorate === 'citizens' ? 'the citizens' : 'the council'
  const needed =
    route.majority === 'two_thirds'
      ? 'two thirds'
      : percent(requiredApprovalBp(settings.votingThresholdBp, route.majority))
  return {
    instrument: 'vote',
    title: route.majority === 'two_thirds' ? `Vote of ${voters}, two thirds` : `Vote of ${voters}`,
    text: `Becomes a proposal on which ${voters} vote. It needs ${needed} of yes and no, and a turnout of ${percent(settings.quorumBp)}. Once passed it takes effect by itself.`,
  }
}

const percent = (basisPoints: number): string => `${basisPoints / 100} %`
