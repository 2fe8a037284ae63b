import { type Position } from './positions.ts'
import { type MembershipType } from '../membership/membership-types.ts'
import { type PolicyType } from './policy-types.ts'
import { allow, refuse, type Refusal, type Verdict } from '../refusal.ts'
import { type GovernanceType } from './governance-types.ts'
import { LEVER_POLICY_TYPE, leversOf, pickLevers, splitByPolicyType, type SettingsPatch } from './levers.ts'
import { effectivePatch } from './settings-diff.ts'
import { type Lever, type RegionSettings } from './settings.ts'

export const ELECTORATES = ['citizens', 'council'] as const
export type Electorate = (typeof ELECTORATES)[number]

/** `two_thirds` of yes and no; `two_thirds_of_roll` of all who may vote, so that who stays away counts as no. */
export const MAJORITIES = ['simple', 'two_thirds', 'two_thirds_of_roll'] as const
export type Majority = (typeof MAJORITIES)[number]

/** Who may make a kind of change: `decree` alone and at once, `vote` by which voters and majority. */
export type Power = {
  decree: 'owner' | 'governor' | null
  vote: { electorate: Electorate; majority: Majority }
}

const ownerOr = (majority: Majority): Power => ({
  decree: 'owner',
  vote: { electorate: 'citizens', majority },
})
const voteOf = (electorate: Electorate, majority: Majority): Power => ({
  decree: null,
  vote: { electorate, majority },
})
const governorOr = (electorate: Electorate): Power => ({
  decree: 'governor',
  vote: { electorate, majority: 'simple' },
})

const powersOf = (everyday: Power, cultural: Power, constitutional: Power): Record<PolicyType, Power> => ({
  tax_rate: everyday,
  trade_policy: everyday,
  pvp_rules: everyday,
  immigration: everyday,
  defense: everyday,
  cultural,
  constitutional,
})

/**
 * The powers table for levers (DESIGN.md §3 "Who may change what") as data. In an autocracy `vote` is the owner's
 * choice to ask the citizens instead of deciding alone.
 */
export const POWERS: Record<GovernanceType, Record<PolicyType, Power>> = {
  autocracy: powersOf(ownerOr('simple'), ownerOr('simple'), ownerOr('two_thirds')),
  democracy: powersOf(voteOf('citizens', 'simple'), governorOr('citizens'), voteOf('citizens', 'two_thirds')),
  council: powersOf(voteOf('council', 'simple'), governorOr('council'), voteOf('council', 'two_thirds')),
}

export type RegionActor = {
  isOwner: boolean
  /** Offices currently held in this region. */
  offices: readonly Position[]
  membership: MembershipType | null
}

export type PowersQuestion = {
  settings: RegionSettings
  changes: SettingsPatch
  actor: RegionActor
  /** Without a governor the owner acts as governor (DESIGN.md §3 Elections). */
  governorInOffice: boolean
  /** Cultural levers set by a policy in force; in a democracy or council region a decree cannot undo them. */
  settledByPolicy?: readonly Lever[]
  /** Levers whose value comes from a law that expires earlier than the request: the same value extends it. */
  extendable?: readonly Lever[]
}

/**
 * The changes that a request really makes, or if there are none, the values it extends. Forms send every field, so
 * unchanged fields next to a change do not count.
 */
export function effectiveChanges({ settings, changes, extendable = [] }: PowersQuestion): SettingsPatch {
  const effective = effectivePatch(settings, changes)
  return Object.keys(effective).length > 0
    ? effective
    : pickLevers(
        changes,
        leversOf(changes).filter((lever) => extendable.includes(lever)),
      )
}

export type Route =
  | { instrument: 'decree'; policyType: PolicyType; by: 'owner' | 'governor' }
  | { instrument: 'vote'; policyType: PolicyType; electorate: Electorate; majority: Majority }

export type PowersRefusalReason =
  'no-change' | 'mixed-policy-types' | 'owner-only' | 'citizens-only' | 'council-only'

/**
 * How this actor can make `changes`: by decree, or by proposing a policy. Policy type and majority follow from the
 * levers that really change, never from a label. Changes of several policy types are refused (`mixed-policy-types`):
 * split them with `splitByPolicyType`, or use {@link routesFor}.
 */
export function routeForChange(question: PowersQuestion): Verdict<Route, PowersRefusalReason> {
  const policyType = kindOf(question)
  if (typeof policyType !== 'string') return policyType
  const decree = decreeFor(question, policyType)
  return decree ? allow(decree) : voteFor(question, policyType)
}

/** The route for a policy type before concrete changes are known, to show people their options. */
export function routeForPolicyType(
  question: Omit<PowersQuestion, 'changes'>,
  policyType: PolicyType,
): Verdict<Route, PowersRefusalReason> {
  const general = { ...question, changes: {} }
  const decree = decreeFor(general, policyType)
  return decree ? allow(decree) : voteFor(general, policyType)
}

/** The route for a proposal: always a vote, even if the actor could decree. */
export function routeForProposal(
  question: PowersQuestion,
): Verdict<Extract<Route, { instrument: 'vote' }>, PowersRefusalReason> {
  const policyType = kindOf(question)
  return typeof policyType === 'string' ? voteFor(question, policyType) : policyType
}

/** One route per policy type in `changes`; parts that change nothing are left out. */
export function routesFor(
  question: PowersQuestion,
): { policyType: PolicyType; changes: SettingsPatch; route: Verdict<Route, PowersRefusalReason> }[] {
  return splitByPolicyType(effectiveChanges(question)).map(({ policyType, changes }) => ({
    policyType,
    changes,
    route: routeForChange({ ...question, changes }),
  }))
}

function kindOf(question: PowersQuestion): PolicyType | Refusal<PowersRefusalReason> {
  const [first, second] = splitByPolicyType(effectiveChanges(question))
  if (!first) return refuse('no-change', 'Nothing to change: every value is already set.')
  if (second)
    return refuse(
      'mixed-policy-types',
      'A proposal must be of one policy type. Propose the changes of each type separately.',
    )
  return first.policyType
}

function decreeFor(question: PowersQuestion, policyType: PolicyType): Route | null {
  const { settings, actor, governorInOffice, settledByPolicy = [] } = question
  const { decree } = POWERS[settings.governanceType][policyType]
  if (decree === 'owner') return actor.isOwner ? { instrument: 'decree', policyType, by: 'owner' } : null
  if (decree === null || !actsAsGovernor(actor, governorInOffice)) return null
  const changed = splitByPolicyType(effectiveChanges(question))
  const levers = changed.flatMap((part) => Object.keys(part.changes))
  return settledByPolicy.some((lever) => levers.includes(lever))
    ? null
    : { instrument: 'decree', policyType, by: 'governor' }
}

/** Whether somebody may propose a change of this policy type. */
export function voteFor(
  { settings, actor, governorInOffice }: Pick<PowersQuestion, 'settings' | 'actor' | 'governorInOffice'>,
  policyType: PolicyType,
): Verdict<Extract<Route, { instrument: 'vote' }>, PowersRefusalReason> {
  const { vote } = POWERS[settings.governanceType][policyType]
  const route = allow({ instrument: 'vote' as const, policyType, ...vote })
  if (actor.isOwner) return route
  const isGovernor = actsAsGovernor(actor, governorInOffice)
  switch (settings.governanceType) {
    case 'autocracy':
      return refuse(
        'owner-only',
        'In an autocracy only the owner can change this. Ask the owner to change it or to put it to a vote.',
      )
    case 'democracy':
      if (isGovernor || actor.membership === 'citizen') return route
      return refuse(
        'citizens-only',
        'In a democracy only citizens can propose and vote. Become a citizen of this region to propose a policy.',
      )
    case 'council':
      if (isGovernor || actor.offices.includes('council_member')) return route
      if (policyType === 'trade_policy' && actor.offices.includes('trade_commissioner')) return route
      return refuse(
        'council-only',
        'In a council region only council members can propose and vote. Ask a council member, or stand in the next election.',
      )
  }
}

/** The governor, or the owner if there is none. */
export const actsAsGovernor = (actor: RegionActor, governorInOffice: boolean): boolean =>
  governorInOffice ? actor.offices.includes('governor') : actor.isOwner

export type Government = {
  governanceType: GovernanceType
  actor: RegionActor
  governorInOffice: boolean
  councilInOffice: boolean
}
export type ActingRefusalReason = 'owner-only' | 'governor-only' | 'council-only'

/**
 * Who may act without a vote (powers table: calling elections, admitting members): the owner of an autocracy, the
 * governor of a democracy, any council member of a council region, or the owner if there is no governor or council.
 * Not other offices, and not administrators of the platform. `messages` are shown to everybody else.
 */
export function mayActForRegion(
  { governanceType, actor, governorInOffice, councilInOffice }: Government,
  messages: Record<GovernanceType, string>,
): Verdict<undefined, ActingRefusalReason> {
  switch (governanceType) {
    case 'autocracy':
      return actor.isOwner ? allow(undefined) : refuse('owner-only', messages.autocracy)
    case 'democracy':
      return actsAsGovernor(actor, governorInOffice)
        ? allow(undefined)
        : refuse('governor-only', messages.democracy)
    case 'council':
      return (councilInOffice ? actor.offices.includes('council_member') : actor.isOwner)
        ? allow(undefined)
        : refuse('council-only', messages.council)
  }
}

/** Whether a vote on these levers needs two thirds. */
export const isConstitutional = (levers: readonly Lever[]): boolean =>
  levers.some((lever) => LEVER_POLICY_TYPE[lever] === 'constitutional')
