import { z } from 'zod'
import { languagePackSchema } from '../culture/language-pack.ts'
import { themeSchema } from '../culture/theme.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { BOUNDS, boundMessage, type BoundName } from './bounds.ts'
import { WIRE_LEVERS } from './wire-settings.ts'
import { type SettingsPatch } from './levers.ts'

const stored = (name: BoundName) =>
  z
    .int(boundMessage(name))
    .min(BOUNDS[name].min, boundMessage(name))
    .max(BOUNDS[name].max, boundMessage(name))

/**
 * A patch in the game's own integers, as it lies in a policy's row: parsed again when it is read, because what was
 * stored under older rules must not become law under newer ones. Unknown levers are refused.
 */
export const settingsPatchSchema: z.ZodType<SettingsPatch> = z
  .strictObject({
    taxRateBp: stored('taxRateBp'),
    startingCredits: stored('startingCredits'),
    tradeBonuses: z.partialRecord(z.enum(COMMODITIES), stored('tradeBonus')),
    economicSpecialization: WIRE_LEVERS.economicSpecialization,
    pvpRule: WIRE_LEVERS.pvpRule,
    immigrationPolicy: WIRE_LEVERS.immigrationPolicy,
    citizenshipWaitDays: stored('citizenshipWaitDays'),
    defenseLevel: stored('defenseLevel'),
    languagePack: languagePackSchema,
    theme: themeSchema,
    traditions: WIRE_LEVERS.traditions,
    motto: WIRE_LEVERS.motto,
    governanceType: WIRE_LEVERS.governanceType,
    votingThresholdBp: stored('votingThresholdBp'),
    quorumBp: stored('quorumBp'),
    electionFrequencyDays: stored('electionFrequencyDays'),
    constitutionalText: WIRE_LEVERS.constitutionalText,
    electionMethod: WIRE_LEVERS.electionMethod,
    termLimit: stored('termLimit'),
  })
  .partial()
