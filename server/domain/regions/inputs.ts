import { z } from 'zod'
import { WIRE_LEVERS as lever } from './wire-settings.ts'

// Fields missing from a request keep their value (DESIGN.md §4, requests).

export const economyInput = z.object({
  taxRate: lever.taxRate,
  tariffRate: lever.tariffRate.optional(),
  startingCredits: lever.startingCredits.optional(),
  tradeBonuses: lever.tradeBonuses.optional(),
  economicSpecialization: lever.economicSpecialization.optional(),
})

export const governanceInput = z.object({
  governanceType: lever.governanceType,
  votingThreshold: lever.votingThreshold,
  electionFrequencyDays: lever.electionFrequencyDays.optional(),
  quorum: lever.quorum.optional(),
  electionMethod: lever.electionMethod.optional(),
  termLimit: lever.termLimit.optional(),
  constitutionalText: lever.constitutionalText.optional(),
})

export const cultureInput = z.object({
  languagePack: lever.languagePack.optional(),
  aestheticTheme: lever.aestheticTheme.optional(),
  traditions: lever.traditions.optional(),
  motto: lever.motto.optional(),
})

export const defenseInput = z.object({ defenseLevel: lever.defenseLevel })

export const immigrationInput = z.object({
  immigrationPolicy: lever.immigrationPolicy,
  citizenshipWaitDays: lever.citizenshipWaitDays.optional(),
})

export const pvpInput = z.object({ pvpRule: lever.pvpRule })
