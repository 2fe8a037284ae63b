import { NEUTRAL_BONUS, SPECIALIZATIONS } from '../economy/specializations.ts'
import { keysOf } from '../keys-of.ts'
import { IMMIGRATION_POLICIES } from '../membership/immigration-policies.ts'
import { ELECTION_METHODS } from './election-methods.ts'
import { GOVERNANCE_TYPES } from './governance-types.ts'
import { type PolicyType } from './policy-types.ts'
import { PVP_RULES, type Lever, type RegionSettings } from './settings.ts'

/** How a bounded number is stored and shown: basis points, hundredths of a factor, or unchanged. */
export type BoundUnit = 'basis_points' | 'hundredths' | 'credits' | 'days' | 'level' | 'terms'

/** `subject` starts the error message: "The quorum must be between …". */
export type Bound = { subject: string; unit: BoundUnit; min: number; max: number; default: number }

type LeverEntry<L extends Lever> = {
  label: string
  policyType: PolicyType
  /** Name on the wire (DESIGN.md §4). There, basis points are fractions and hundredths are factors. */
  wire: string
} & (
  | { bound: Bound }
  | { choices: readonly RegionSettings[L][]; subject: string; default: RegionSettings[L]; nullable?: true }
  /** A value with its own schema (`lever-schemas.ts`); `each` bounds its numbers. */
  | { each?: Bound }
)

/**
 * The only definition of each lever: names, policy type, bound or choices (DESIGN.md §3 Regions). Labels, bounds,
 * schemas, wire names and conversions derive from it. Each lever belongs to exactly one policy type, so a proposal's
 * type follows from its changes.
 */
export const LEVER_TABLE = {
  taxRateBp: {
    label: 'Tax',
    policyType: 'tax_rate',
    wire: 'taxRate',
    bound: { subject: 'Tax', unit: 'basis_points', min: 500, max: 2500, default: 1000 },
  },
  tariffBp: {
    label: 'Tariff',
    policyType: 'trade_policy',
    wire: 'tariffRate',
    bound: { subject: 'The tariff', unit: 'basis_points', min: 0, max: 1000, default: 0 },
  },
  startingCredits: {
    label: 'Starting credits',
    policyType: 'trade_policy',
    wire: 'startingCredits',
    bound: { subject: 'Starting credits', unit: 'credits', min: 100, max: 10_000, default: 1000 },
  },
  tradeBonuses: {
    label: 'Trade bonuses',
    policyType: 'trade_policy',
    wire: 'tradeBonuses',
    each: { subject: 'A trade bonus', unit: 'hundredths', min: 100, max: 300, default: NEUTRAL_BONUS },
  },
  economicSpecialization: {
    label: 'Specialisation',
    policyType: 'trade_policy',
    wire: 'economicSpecialization',
    subject: 'The specialisation',
    choices: SPECIALIZATIONS,
    nullable: true,
    default: null,
  },
  pvpRule: {
    label: 'PvP rule',
    policyType: 'pvp_rules',
    wire: 'pvpRule',
    subject: 'The PvP rule',
    choices: PVP_RULES,
    default: 'contested_zones',
  },
  immigrationPolicy: {
    label: 'Immigration',
    policyType: 'immigration',
    wire: 'immigrationPolicy',
    subject: 'The immigration policy',
    choices: IMMIGRATION_POLICIES,
    default: 'open',
  },
  citizenshipWaitDays: {
    label: 'Waiting period',
    policyType: 'immigration',
    wire: 'citizenshipWaitDays',
    bound: { subject: 'The waiting period', unit: 'days', min: 0, max: 90, default: 3 },
  },
  defenseLevel: {
    label: 'Patrol level',
    policyType: 'defense',
    wire: 'defenseLevel',
    bound: { subject: 'The patrol level', unit: 'level', min: 0, max: 5, default: 0 },
  },
  languagePack: { label: 'Language pack', policyType: 'cultural', wire: 'languagePack' },
  theme: { label: 'Theme', policyType: 'cultural', wire: 'aestheticTheme' },
  traditions: { label: 'Traditions', policyType: 'cultural', wire: 'traditions' },
  motto: { label: 'Motto', policyType: 'cultural', wire: 'motto' },
  governanceType: {
    label: 'Form of government',
    policyType: 'constitutional',
    wire: 'governanceType',
    subject: 'The form of government',
    choices: GOVERNANCE_TYPES,
    default: 'autocracy',
  },
  votingThresholdBp: {
    label: 'Voting threshold',
    policyType: 'constitutional',
    wire: 'votingThreshold',
    bound: { subject: 'The voting threshold', unit: 'basis_points', min: 1000, max: 9000, default: 5000 },
  },
  quorumBp: {
    label: 'Quorum',
    policyType: 'constitutional',
    wire: 'quorum',
    bound: { subject: 'The quorum', unit: 'basis_points', min: 2500, max: 6000, default: 3333 },
  },
  electionFrequencyDays: {
    label: 'Election interval',
    policyType: 'constitutional',
    wire: 'electionFrequencyDays',
    bound: { subject: 'The election interval', unit: 'days', min: 30, max: 365, default: 90 },
  },
  electionMethod: {
    label: 'Voting method',
    policyType: 'constitutional',
    wire: 'electionMethod',
    subject: 'The voting method',
    choices: ELECTION_METHODS,
    default: 'weighted_plurality',
  },
  termLimit: {
    label: 'Term limit',
    policyType: 'constitutional',
    wire: 'termLimit',
    bound: { subject: 'The term limit', unit: 'terms', min: 0, max: 5, default: 0 },
  },
  constitutionalText: { label: 'Constitution', policyType: 'constitutional', wire: 'constitutionalText' },
} as const satisfies { [L in Lever]: LeverEntry<L> }

type Table = typeof LEVER_TABLE

/** The name of a lever on the wire. */
export type WireName<L extends Lever = Lever> = Table[L]['wire']

/** Levers that are bounded numbers. */
export type NumberLever = { [L in Lever]: Table[L] extends { bound: Bound } ? L : never }[Lever]
/** Levers with a fixed list of choices. */
export type ChoiceLever = { [L in Lever]: Table[L] extends { choices: unknown } ? L : never }[Lever]

/** The table's type has every lever and nothing else, so its keys are the levers. */
export const LEVERS: readonly Lever[] = keysOf(LEVER_TABLE)

export const isNumberLever = (lever: Lever): lever is NumberLever => 'bound' in LEVER_TABLE[lever]
export const isChoiceLever = (lever: Lever): lever is ChoiceLever => 'choices' in LEVER_TABLE[lever]

export const NUMBER_LEVERS = LEVERS.filter(isNumberLever)
export const CHOICE_LEVERS = LEVERS.filter(isChoiceLever)
