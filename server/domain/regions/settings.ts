import { type Theme } from '../culture/theme.ts'
import { type Tradition } from '../culture/traditions.ts'
import { type Specialization, type TradeBonuses } from '../economy/specializations.ts'
import { type ImmigrationPolicy } from '../membership/immigration-policies.ts'
import { type ElectionMethod } from './election-methods.ts'
import { type GovernanceType } from './governance-types.ts'

export const PVP_RULES = ['forbidden', 'contested_zones', 'open'] as const
export type PvpRule = (typeof PVP_RULES)[number]

/**
 * All settings that a region decides: the levers of the powers table (DESIGN.md §3). The law book records every
 * change.
 */
export type RegionSettings = {
  governanceType: GovernanceType
  /** Share of yes among yes and no that passes a vote, basis points (1000–9000). */
  votingThresholdBp: number
  /** Share of the roll that must take part, basis points (2500–6000). */
  quorumBp: number
  electionFrequencyDays: number
  constitutionalText: string
  /** How votes in elections are counted; an election keeps the method it opened with. */
  electionMethod: ElectionMethod
  /** Consecutive terms allowed per person and office (1–5); 0 for no limit. */
  termLimit: number
  /** Withheld from every sale, basis points (500–2500). */
  taxRateBp: number
  /** Taken from both sides of the trade of people who are neither residents nor citizens, basis points (0–1000). */
  tariffBp: number
  startingCredits: number
  tradeBonuses: TradeBonuses
  economicSpecialization: Specialization | null
  pvpRule: PvpRule
  immigrationPolicy: ImmigrationPolicy
  /** Days that a resident waits for citizenship (0–90). */
  citizenshipWaitDays: number
  /** Patrol level paid from the treasury (0–5). */
  defenseLevel: number
  languagePack: Record<string, string>
  theme: Theme
  traditions: Tradition[]
  motto: string
}

export type Lever = keyof RegionSettings
