import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from './default-settings.ts'
import { type Position } from './positions.ts'
import { GOVERNANCE_TYPES, type GovernanceType } from './governance-types.ts'
import { LEVERS } from './lever-table.ts'
import { type SettingsPatch } from './levers.ts'
import { getOwnRole } from '../government/own-powers.ts'
import { describePower, describePowers } from './powers-table.ts'
import {
  routeForChange,
  routeForProposal,
  isConstitutional,
  POWERS,
  routesFor,
  type RegionActor,
} from './powers.ts'

const person = (over: Partial<RegionActor> = {}): RegionActor => ({
  isOwner: false,
  offices: [],
  membership: 'citizen',
  ...over,
})
const owner = person({ isOwner: true })
const governor = person({ offices: ['governor'] })
const councillor = person({ offices: ['council_member'] })
const commissioner = person({ offices: ['trade_commissioner'] })
const resident = person({ membership: 'resident' })

const ask = (
  governanceType: GovernanceType,
  actor: RegionActor,
  changes: SettingsPatch,
  more: { governorInOffice?: boolean; settledByPolicy?: ('motto' | 'theme')[] } = {},
) => ({
  settings: defaultSettings(governanceType, null, DEFAULT_THEME),
  changes,
  actor,
  governorInOffice: true,
  ...more,
})

const tax = { taxRateBp: 700 }
const motto = { motto: 'Ad astra' }
const constitution = { governanceType: 'council' as const, constitutionalText: 'We' }

/** The decree, the vote with its majority, or the reason of the refusal. */
const answer = (...question: Parameters<typeof ask>) => {
  const verdict = routeForChange(ask(...question))
  if (!verdict.ok) return verdict.reason
  const route = verdict.value
  return route.instrument === 'decree' ? `decree by ${route.by}` : `${route.electorate} ${route.majority}`
}

describe('routeForChange', () => {
  it.each<[string, GovernanceType, RegionActor, SettingsPatch, string]>([
    ['an autocrat decrees a tax', 'autocracy', owner, tax, 'decree by owner'],
    ['an autocrat decrees culture', 'autocracy', owner, motto, 'decree by owner'],
    ['an autocrat decrees a constitution', 'autocracy', owner, constitution, 'decree by owner'],
    ['only the owner decrees in an autocracy', 'autocracy', governor, tax, 'owner-only'],
    ['an owner in a democracy proposes', 'democracy', owner, tax, 'citizens simple'],
    ['a governor in a democracy proposes', 'democracy', governor, tax, 'citizens simple'],
    ['a citizen in a democracy proposes', 'democracy', person(), tax, 'citizens simple'],
    ['a resident may not propose', 'democracy', resident, tax, 'citizens-only'],
    ['an outsider may not propose', 'democracy', person({ membership: null }), tax, 'citizens-only'],
    [
      'a democracy changes its constitution by two thirds',
      'democracy',
      owner,
      constitution,
      'citizens two_thirds',
    ],
    [
      'threshold alone is constitutional',
      'democracy',
      owner,
      { votingThresholdBp: 6000 },
      'citizens two_thirds',
    ],
    ['an elected governor decrees culture', 'democracy', governor, motto, 'decree by governor'],
    ['an owner beside a governor proposes culture', 'democracy', owner, motto, 'citizens simple'],
    ['a council member proposes to the council', 'council', councillor, tax, 'council simple'],
    ['a governor of a council region proposes', 'council', governor, tax, 'council simple'],
    ['an owner of a council region proposes', 'council', owner, tax, 'council simple'],
    [
      'a council changes the constitution by two thirds',
      'council',
      councillor,
      constitution,
      'council two_thirds',
    ],
    ['a citizen does not propose to a council', 'council', person(), tax, 'council-only'],
    [
      'a commissioner proposes on trade',
      'council',
      commissioner,
      { tradeBonuses: { ore: 200 } },
      'council simple',
    ],
    ['a commissioner does not propose a tax', 'council', commissioner, tax, 'council-only'],
    ['a governor of a council region decrees culture', 'council', governor, motto, 'decree by governor'],
  ])('%s', (_name, governanceType, actor, changes, expected) => {
    expect(answer(governanceType, actor, changes)).toBe(expected)
  })

  it('the owner acts as governor only while nobody holds that office', () => {
    expect(answer('democracy', owner, motto, { governorInOffice: false })).toBe('decree by governor')
    expect(answer('democracy', governor, motto, { governorInOffice: false })).toBe('citizens simple')
  })

  it('a decree cannot undo a cultural policy in force', () => {
    expect(answer('democracy', governor, motto, { settledByPolicy: ['motto'] })).toBe('citizens simple')
    expect(answer('democracy', governor, motto, { settledByPolicy: ['theme'] })).toBe('decree by governor')
  })

  it('an unchanged form is refused', () => {
    expect(answer('autocracy', owner, { taxRateBp: 1000 })).toBe('no-change')
    expect(answer('autocracy', owner, {})).toBe('no-change')
  })

  it('changes of two policy types are refused, unless one changes nothing', () => {
    expect(answer('democracy', owner, { ...tax, ...motto })).toBe('mixed-policy-types')
    expect(answer('democracy', owner, { ...tax, motto: '' })).toBe('citizens simple')
  })
})

describe('routeForProposal', () => {
  it('an autocrat may ask for a vote instead of a decree', () => {
    expect(routeForProposal(ask('autocracy', owner, tax))).toEqual({
      ok: true,
      value: { instrument: 'vote', policyType: 'tax_rate', electorate: 'citizens', majority: 'simple' },
    })
  })

  it('a refusal names the reason', () => {
    expect(routeForProposal(ask('autocracy', person(), tax))).toMatchObject({
      ok: false,
      reason: 'owner-only',
    })
    expect(routeForProposal(ask('autocracy', owner, {}))).toMatchObject({ ok: false, reason: 'no-change' })
  })
})

it('a mixed form gets one route per policy type', () => {
  const routes = routesFor(ask('democracy', governor, { ...tax, ...motto, startingCredits: 1000 }))
  expect(routes.map(({ policyType, route }) => [policyType, route.ok && route.value.instrument])).toEqual([
    ['tax_rate', 'vote'],
    ['cultural', 'decree'],
  ])
})

describe('the powers table', () => {
  it.each(GOVERNANCE_TYPES)('lists every lever of a %s exactly once', (governanceType) => {
    const rows = describePowers(governanceType)
    expect(rows.flatMap((row) => row.levers).sort()).toEqual([...LEVERS].sort())
    expect(rows.every((row) => row.decidedBy.length > 0)).toBe(true)
  })

  it('policy types in one row share one power', () => {
    for (const type of GOVERNANCE_TYPES) {
      const powers = POWERS[type]
      expect(powers.trade_policy).toEqual(powers.tax_rate)
      expect([powers.immigration, powers.defense]).toEqual([powers.pvp_rules, powers.pvp_rules])
    }
  })

  it('describes each power', () => {
    expect(describePower(POWERS.autocracy.tax_rate)).toBe('Owner, by decree, at once')
    expect(describePower(POWERS.democracy.tax_rate)).toBe('Citizens’ vote')
    expect(describePower(POWERS.democracy.cultural)).toBe('Governor, by decree; a citizens’ vote overrides')
    expect(describePower(POWERS.council.constitutional)).toBe('Council vote, two thirds')
  })

  it('isConstitutional depends on the levers', () => {
    expect(isConstitutional(['taxRateBp', 'quorumBp'])).toBe(true)
    expect(isConstitutional(['taxRateBp', 'motto'])).toBe(false)
  })

  const parts = (governanceType: GovernanceType, actor: RegionActor, filled: Position[]) => {
    const governorInOffice = filled.includes('governor')
    const question = { ...ask(governanceType, actor, {}, { governorInOffice }), filled }
    return describePowers(governanceType).map((row) => getOwnRole(row, question) ?? '–')
  }
  const all: Position[] = ['governor', 'council_member', 'ambassador', 'trade_commissioner']

  it.each([
    // Economy, security, culture, constitution, treaties, elections, admissions, subscription.
    ['autocracy', 'owner', owner, all, 'decides decides decides decides signs decides decides decides'],
    ['autocracy', 'citizen', person(), all, '– – – – – – – –'],
    ['democracy', 'governor', governor, all, 'proposes proposes decides proposes – decides decides –'],
    ['democracy', 'citizen', person(), all, 'proposes proposes proposes proposes – – – –'],
    ['democracy', 'resident', resident, all, '– – – – – – – –'],
    [
      'democracy',
      'owner of no officers',
      owner,
      [],
      'proposes proposes decides proposes signs decides decides decides',
    ],
    ['council', 'councillor', councillor, all, 'proposes proposes proposes proposes – decides decides –'],
    ['council', 'commissioner', commissioner, all, 'proposes – – – – – – –'],
    ['council', 'ambassador', person({ offices: ['ambassador'] }), all, '– – – – signs – – –'],
  ] as const)('shows in a %s what the %s may do', (governanceType, _who, actor, filled, expected) => {
    expect(parts(governanceType, actor, [...filled]).join(' ')).toBe(expected)
  })
})
