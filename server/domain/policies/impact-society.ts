import { isTermLimited } from '../elections/term-limits.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { type ImmigrationPolicy } from '../membership/immigration-policies.ts'
import {
  impactLine,
  noFigures,
  SAME_BEHAVIOUR,
  type ImpactLine,
  type ImpactQuestion,
  type RegionMonth,
} from './impact-line.ts'
import { requiredTurnout } from '../voting/quorum.ts'
import { isApproved } from '../voting/tally.ts'

/**
 * People admitted under each policy. Unknown for applications, which somebody decides one by one. The actual number
 * is known.
 */
export function immigrationImpact(question: ImpactQuestion): ImpactLine[] {
  const what = 'People who became residents'
  const { residence } = question.month
  if (residence === null) return [noFigures(question, what, 'people')]
  const { admitted, invited, refused, waiting } = residence
  const all = admitted + refused + waiting
  const under: Record<ImmigrationPolicy, number | null> = {
    open: all,
    application: null,
    invitation: invited,
    closed: 0,
  }
  const line = impactLine(question, {
    what,
    unit: 'people',
    valueOf: ({ immigrationPolicy }) => under[immigrationPolicy],
    note: `Of ${all} who asked. No number if each request would have been decided individually.`,
  })
  return [{ ...line, before: admitted }]
}

export function waitingImpact(question: ImpactQuestion): ImpactLine[] {
  const what = 'Residents who can become citizens'
  const { residentDays } = question.month
  if (residentDays === null) return [noFigures(question, what, 'people')]
  return [
    impactLine(question, {
      what,
      unit: 'people',
      valueOf: ({ citizenshipWaitDays }) => residentDays.filter((days) => days >= citizenshipWaitDays).length,
      note: 'Of today’s residents.',
    }),
  ]
}

export function quorumImpact(question: ImpactQuestion): ImpactLine[] {
  const { votes } = question.month
  const what = 'Votes that reached the quorum'
  if (votes.length === 0) return [noFigures(question, what, 'votes')]
  return [
    impactLine(question, {
      what,
      unit: 'votes',
      valueOf: ({ quorumBp }) =>
        votes.filter(({ turnout, rollSize }) => turnout >= requiredTurnout(rollSize, quorumBp)).length,
      note: `Of ${votes.length}. ${SAME_BEHAVIOUR}`,
    }),
  ]
}

export function thresholdImpact(question: ImpactQuestion): ImpactLine[] {
  const { votes } = question.month
  const what = 'Votes with enough approval'
  if (votes.length === 0) return [noFigures(question, what, 'votes')]
  return [
    impactLine(question, {
      what,
      unit: 'votes',
      valueOf: ({ votingThresholdBp }) =>
        votes.filter(
          ({ yesWeight: yes, noWeight: no, majority }) =>
            yes > no && isApproved({ yes, no }, votingThresholdBp, majority),
        ).length,
      note: `Of ${votes.length}, ignoring the quorum. ${SAME_BEHAVIOUR}`,
    }),
  ]
}

export const intervalImpact = (question: ImpactQuestion): ImpactLine[] => [
  impactLine(question, {
    what: 'Elections per office',
    unit: 'per_year',
    valueOf: ({ electionFrequencyDays }) => Math.round(3650 / electionFrequencyDays) / 10,
    basis: 'rule',
    note: 'From the election interval.',
  }),
]

export function termLimitImpact(question: ImpactQuestion): ImpactLine[] {
  const what = 'Office holders who could not stand again'
  const { termsInARow } = question.month
  return [
    impactLine(question, {
      what,
      unit: 'people',
      valueOf: ({ termLimit }) => termsInARow.filter((terms) => isTermLimited(terms, termLimit)).length,
      note: 'Of today’s office holders.',
    }),
  ]
}

export const governanceImpact = (question: ImpactQuestion): ImpactLine[] => [
  impactLine(question, {
    what: 'People who decide on everyday matters',
    unit: 'people',
    valueOf: ({ governanceType }) => decidersOf(governanceType, question.month),
    note: 'From today’s citizens and council members.',
  }),
]

function decidersOf(governanceType: GovernanceType, { citizens, councilSeats }: RegionMonth): number {
  switch (governanceType) {
    case 'autocracy':
      return 1
    case 'democracy':
      return citizens
    case 'council':
      // An empty council is represented by the owner.
      return Math.max(1, councilSeats)
  }
}
