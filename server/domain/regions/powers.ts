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

export const MAJORITIES = ['simple', 'two_thirds'] as const
export type Majority = (typeof MAJORITIES)[number]

/** Who may decide a kind of change: `decree` alone and at once, `vote` by whom and by how many. */
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
 * The powers table (DESIGN.md §3 "Who may change what") for the levers, as data. In an autocracy the vote column is
 * the owner's free choice to ask the citizens instead of deciding alone.
 */
export const POWERS: Record<GovernanceType, Record<PolicyType, Power>> = {
  autocracy: powersOf(ownerOr('simple'), ownerOr('simple'), ownerOr('two_thirds')),
  democracy: powersOf(voteOf('citizens', 'simple'), governorOr('citizens'), voteOf('citizens', 'two_thirds')),
  council: powersOf(voteOf('council', 'simple'), governorOr('council'), voteOf('council', 'two_thirds')),
}

export type RegionActor = {
  isOwner: boolean
  /** Offices held in this region now. */
  offices: readonly Position[]
  membership: MembershipType | null
}

export type PowersQuestion = {
  settings: RegionSettings
  changes: SettingsPatch
  actor: RegionActor
  /** While nobody holds the governor's office, the owner acts as governor (DESIGN.md §3 Elections). */
  governorInOffice: boolean
  /** Cultural levers set by a policy in force; in a democracy or council a decree may not undo them. */
  settledByPolicy?: readonly Lever[]
  /** Levers whose value is of a law that ends sooner than what is asked for: the same value prolongs it. */
  prolonged?: readonly Lever[]
}

/**
 * What a request is about: what it changes, or where that is nothing what it prolongs. Forms send every field, so that what
 * stays the same beside a change is not meant.
 */
export function inEarnest({ settings, changes, prolonged = [] }: PowersQuestion): SettingsPatch {
  const effective = effectivePatch(settings, changes)
  return Object.keys(effective).length > 0
    ? effective
    : pickLevers(
        changes,
        leversOf(changes).filter((lever) => prolonged.includes(lever)),
      )
}

export type Route =
  | { instrument: 'decree'; policyType: PolicyType; by: 'owner' | 'governor' }
  | { instrument: 'vote'; policyType: PolicyType; electorate: Electorate; majority: Majority }

export type PowersRefusalReason =
  'no-change' | 'mixed-policy-types' | 'owner-only' | 'citizens-only' | 'council-only'

/**
 * How this actor may bring about `changes`: by decree at once, or by proposing a policy. The kind of policy, and so
 * the majority, follows from the levers that really change, never from a label. Changes of several kinds are refused
 * (`mixed-policy-types`): split them with `splitByPolicyType` and ask for each part, or use {@link routesFor}.
 */
export function howToChange(question: PowersQuestion): Verdict<Route, PowersRefusalReason> {
  const policyType = kindOf(question)
  if (typeof policyType !== 'string') return policyType
  const decree = decreeFor(question, policyType)
  return decree ? allow(decree) : voteFor(question, policyType)
}

/** The answer to a change of this kind before anybody names one: for showing people what they may do. */
export function howToChangeKind(
  question: Omit<PowersQuestion, 'changes'>,
  policyType: PolicyType,
): Verdict<Route, PowersRefusalReason> {
  const general = { ...question, changes: {} }
  const decree = decreeFor(general, policyType)
  return decree ? allow(decree) : voteFor(general, policyType)
}

/**
 * The same question for somebody who asks for a vote: a decree is never the answer. An owner who could decree may
 * still put the matter to the vote.
 */
export function howToPropose(
  question: PowersQuestion,
): Verdict<Extract<Route, { instrument: 'vote' }>, PowersRefusalReason> {
  const policyType = kindOf(question)
  return typeof policyType === 'string' ? voteFor(question, policyType) : policyType
}

/** One answer for each kind of policy that `changes` touches; parts that change nothing are left out. */
export function routesFor(
  question: PowersQuestion,
): { policyType: PolicyType; changes: SettingsPatch; route: Verdict<Route, PowersRefusalReason> }[] {
  return splitByPolicyType(inEarnest(question)).map(({ policyType, changes }) => ({
    policyType,
    changes,
    route: howToChange({ ...question, changes }),
  }))
}

function kindOf(question: PowersQuestion): PolicyType | Refusal<PowersRefusalReason> {
  const [first, second] = splitByPolicyType(inEarnest(question))
  if (!first) return refuse('no-change', 'This changes nothing: every value is already as asked.')
  if (second)
    return refuse(
      'mixed-policy-types',
      'A proposal concerns one kind of policy. Propose the changes of each kind separately.',
    )
  return first.policyType
}

function decreeFor(question: PowersQuestion, policyType: PolicyType): Route | null {
  const { settings, actor, governorInOffice, settledByPolicy = [] } = question
  const { decree } = POWERS[settings.governanceType][policyType]
  if (decree === 'owner') return actor.isOwner ? { instrument: 'decree', policyType, by: 'owner' } : null
  if (decree === null || !actsAsGovernor(actor, governorInOffice)) return null
  const changed = splitByPolicyType(inEarnest(question))
  const levers = changed.flatMap((part) => Object.keys(part.changes))
  return settledByPolicy.some((lever) => levers.includes(lever))
    ? null
    : { instrument: 'decree', policyType, by: 'governor' }
}

/** Whether somebody may put a change of this kind to the vote, whatever it is in detail. */
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
        'In an autocracy the owner decides by decree. Ask the owner to change this, or to put it to a vote.',
      )
    case 'democracy':
      if (isGovernor || actor.membership === 'citizen') return route
      return refuse(
        'citizens-only',
        'In a democracy citizens propose and vote. Become a citizen of this region to propose a policy.',
      )
    case 'council':
      if (isGovernor || actor.offices.includes('council_member')) return route
      if (policyType === 'trade_policy' && actor.offices.includes('trade_commissioner')) return route
      return refuse(
        'council-only',
        'In a council region council members propose and vote. Ask a council member, or stand in the next election.',
      )
  }
}

/** The governor, or the owner while there is none. */
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
 * Who does what needs no vote (powers table: calling elections, admitting members): the owner of an autocracy, the governor
 * of a democracy, any member of the council of a council region, with the owner where governor or council is missing.
 * Other offices do not, nor administrators of the platform. `words` say so to others, with the way to do it.
 */
export function mayActForRegion(
  { governanceType, actor, governorInOffice, councilInOffice }: Government,
  words: Record<GovernanceType, string>,
): Verdict<undefined, ActingRefusalReason> {
  switch (governanceType) {
    case 'autocracy':
      return actor.isOwner ? allow(undefined) : refuse('owner-only', words.autocracy)
    case 'democracy':
      return actsAsGovernor(actor, governorInOffice)
        ? allow(undefined)
        : refuse('governor-only', words.democracy)
    case 'council':
      return (councilInOffice ? actor.offices.includes('council_member') : actor.isOwner)
        ? allow(undefined)
        : refuse('council-only', words.council)
  }
}

/** Whether a change of these levers needs two thirds where it is voted on. */
export const isConstitutional = (levers: readonly Lever[]): boolean =>
  levers.some((lever) => LEVER_POLICY_TYPE[lever] === 'constitutional')
