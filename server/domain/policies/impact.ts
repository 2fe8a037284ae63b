import { type SettingsPatch } from '../regions/levers.ts'
import { applyPatch, diffSettings } from '../regions/settings-diff.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'
import {
  defenseImpact,
  outputImpact,
  startingCreditsImpact,
  tariffImpact,
  taxImpact,
} from './impact-economy.ts'
import { noFigures, type ImpactLine, type ImpactQuestion, type RegionMonth } from './impact-line.ts'
import {
  governanceImpact,
  immigrationImpact,
  intervalImpact,
  quorumImpact,
  termLimitImpact,
  thresholdImpact,
  waitingImpact,
} from './impact-society.ts'

const words = (question: ImpactQuestion): ImpactLine[] => [
  noFigures(question, 'Texts and looks', 'people', 'Changes texts and looks only.'),
]

const IMPACT_OF: Record<Lever, (question: ImpactQuestion) => ImpactLine[]> = {
  taxRateBp: taxImpact,
  tariffBp: tariffImpact,
  startingCredits: startingCreditsImpact,
  tradeBonuses: outputImpact,
  economicSpecialization: outputImpact,
  defenseLevel: defenseImpact,
  pvpRule: (question) => [noFigures(question, 'Fights between pilots', 'people')],
  immigrationPolicy: immigrationImpact,
  citizenshipWaitDays: waitingImpact,
  governanceType: governanceImpact,
  votingThresholdBp: thresholdImpact,
  quorumBp: quorumImpact,
  electionFrequencyDays: intervalImpact,
  electionMethod: (question) => [noFigures(question, 'Elections with another winner', 'votes')],
  termLimit: termLimitImpact,
  languagePack: words,
  theme: words,
  traditions: words,
  motto: words,
  constitutionalText: words,
}

/**
 * The effect of a change on the region's figures of the last thirty days: the same actions under the other rule. It
 * does not predict what people would have done differently. Levers that keep their value have no line, every other
 * lever has at least one.
 */
export function previewImpact(
  settings: RegionSettings,
  changes: SettingsPatch,
  month: RegionMonth,
): ImpactLine[] {
  const after = applyPatch(settings, changes)
  const levers = diffSettings(settings, changes).map(({ lever }) => lever)
  return levers
    .filter((lever) => lever !== 'economicSpecialization' || !levers.includes('tradeBonuses'))
    .flatMap((lever) => IMPACT_OF[lever]({ lever, before: settings, after, month }))
}
