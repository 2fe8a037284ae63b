import { type Commodity } from '../economy/commodities.ts'
import { type ElectionMethod } from '../elections/election-types.ts'
import { type GovernanceType } from './governance-types.ts'

export const IMMIGRATION_POLICIES = ['open', 'application', 'invitation', 'closed'] as const
export type ImmigrationPolicy = (typeof IMMIGRATION_POLICIES)[number]

export const PVP_RULES = ['forbidden', 'contested_zones', 'open'] as const
export type PvpRule = (typeof PVP_RULES)[number]

export const SPECIALIZATIONS = [
  'mining',
  'agriculture',
  'manufacturing',
  'refining',
  'hospitality',
  'research',
] as const
export type Specialization = (typeof SPECIALIZATIONS)[number]

/** Rates are basis points (1/100 %), bonuses hundredths of a factor (100 = 1.0). */
export type TradeBonuses = Record<Commodity, number>

export type Tradition = { name: string; date: string; description: string }

/** Colours are `#rrggbb`, the font and emblem are keys of the lists in `domain/culture`. */
export type Theme = { accent: string; background: string; text: string; font: string; emblem: string }

/**
 * Everything a region can decide about itself: the levers of the powers table (DESIGN.md §3). Each change of one is
 * recorded in the law book.
 */
export type RegionSettings = {
  governanceType: GovernanceType
  /** Share of yes among yes and no that passes a vote, basis points (1000–9000). */
  votingThresholdBp: number
  /** Share of the roll that must take part, basis points (2500–6000). */
  quorumBp: number
  electionFrequencyDays: number
  constitutionalText: string
  /** How offices are filled; an election keeps the method it opened with. */
  electionMethod: ElectionMethod
  /** Consecutive terms that somebody may hold one office (1–5); 0 for no limit. */
  termLimit: number
  /** Withheld from the proceeds of a sale, basis points (500–2500). */
  taxRateBp: number
  startingCredits: number
  tradeBonuses: TradeBonuses
  economicSpecialization: Specialization | null
  pvpRule: PvpRule
  immigrationPolicy: ImmigrationPolicy
  /** Days a resident waits before asking for citizenship (0–90). */
  citizenshipWaitDays: number
  /** Patrol level paid from the treasury (0–5). */
  defenseLevel: number
  languagePack: Record<string, string>
  theme: Theme
  traditions: Tradition[]
  motto: string
}

export type Lever = keyof RegionSettings
