import { type GovernanceType } from './governance-types.ts'
import { LEVER_POLICY_TYPE } from './levers.ts'
import { LEVERS } from './lever-table.ts'
import { POWERS, type Power } from './powers.ts'
import { type PolicyType } from './policy-types.ts'
import { type Lever } from './settings.ts'

/** Acts in the powers table that are not settings. */
export type PowersAct = 'treaties' | 'elections' | 'admissions' | 'subscription'

/** One line of "who may change what" for a region. */
export type PowersRow = {
  subject: string
  /** The levers of the line; empty for acts. */
  levers: Lever[]
  /** The act of the line; null for levers. */
  act: PowersAct | null
  /** Who decides, as a phrase: "Owner, by decree, at once". */
  decidedBy: string
}

const SUBJECTS: { subject: string; policyTypes: PolicyType[] }[] = [
  {
    subject: 'Tax, tariff, starting credits, trade bonuses, specialisation',
    policyTypes: ['tax_rate', 'trade_policy'],
  },
  { subject: 'PvP, immigration, defence', policyTypes: ['pvp_rules', 'immigration', 'defense'] },
  { subject: 'Culture', policyTypes: ['cultural'] },
  {
    subject: 'Form of government, threshold, quorum, elections and terms, constitution',
    policyTypes: ['constitutional'],
  },
]

const ACTS: { act: PowersAct; subject: string; decidedBy: Record<GovernanceType, string> }[] = [
  {
    act: 'treaties',
    subject: 'Treaties',
    decidedBy: {
      autocracy: 'Owner signs',
      democracy: 'Ambassador signs, citizens ratify',
      council: 'Ambassador signs, council ratifies',
    },
  },
  {
    act: 'elections',
    subject: 'Calling elections',
    decidedBy: {
      autocracy: 'Owner',
      democracy: 'Governor, and automatically by the interval',
      council: 'Council, and automatically by the interval',
    },
  },
  {
    act: 'admissions',
    subject: 'Admitting residents and citizens',
    decidedBy: { autocracy: 'Owner', democracy: 'Governor', council: 'Any member of the council' },
  },
  {
    act: 'subscription',
    subject: 'Subscription, shutdown',
    decidedBy: { autocracy: 'Owner', democracy: 'Owner', council: 'Owner' },
  },
]

/** The powers table of one form of government as text, derived from the data that the rules use. */
export function describePowers(governanceType: GovernanceType): PowersRow[] {
  const levers = SUBJECTS.map(({ subject, policyTypes }) => ({
    subject,
    levers: LEVERS.filter((lever) => policyTypes.includes(LEVER_POLICY_TYPE[lever])),
    act: null,
    // The policy types of one subject share one power; a test checks this.
    decidedBy: policyTypes
      .slice(0, 1)
      .map((type) => describePower(POWERS[governanceType][type]))
      .join(),
  }))
  const acts = ACTS.map(({ act, subject, decidedBy }) => ({
    subject,
    levers: [],
    act,
    decidedBy: decidedBy[governanceType],
  }))
  return [...levers, ...acts]
}

/** "Owner, by decree, at once", "Citizens' vote, two thirds". */
export function describePower({ decree, vote }: Power): string {
  if (decree === 'owner') return 'Owner, by decree, at once'
  const voters = vote.electorate === 'citizens' ? 'Citizens’ vote' : 'Council vote'
  if (decree === 'governor') return `Governor, by decree; a ${voters.toLowerCase()} overrides`
  return vote.majority === 'two_thirds' ? `${voters}, two thirds` : voters
}
