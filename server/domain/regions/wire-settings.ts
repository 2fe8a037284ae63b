import { z } from 'zod'
import { languagePackSchema } from '../culture/language-pack.ts'
import { plainText } from '../plain-text.ts'
import { themeSchema } from '../culture/theme.ts'
import { mottoSchema, traditionsSchema } from '../culture/traditions.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { ELECTION_METHODS } from './election-methods.ts'
import { boundMessage, CONSTITUTION_MAX_LENGTH, wireBound, type BoundName } from './bounds.ts'
import { GOVERNANCE_TYPES } from './governance-types.ts'
import { withoutUndefined, type SettingsPatch } from './levers.ts'
import { fromBasisPoints, fromHundredths, toBasisPoints, toHundredths } from '../rates.ts'
import { IMMIGRATION_POLICIES } from '../membership/immigration-policies.ts'
import { PVP_RULES, type RegionSettings } from './settings.ts'
import { SPECIALIZATIONS, type TradeBonuses } from '../economy/specializations.ts'
import { type Theme } from '../culture/theme.ts'

const bounded = (name: BoundName) => {
  const { min, max } = wireBound(name)
  return z.number(boundMessage(name)).min(min, boundMessage(name)).max(max, boundMessage(name))
}
const boundedInteger = (name: BoundName) => bounded(name).int(boundMessage(name))

const oneOf = <const Values extends readonly [string, ...string[]]>(label: string, values: Values) =>
  z.enum(values, `${label} must be one of ${values.join(', ')}.`)

/** Every lever as the wire writes it (DESIGN.md §4): rates as fractions, bonuses as factors. */
export const WIRE_LEVERS = {
  taxRate: bounded('taxRateBp'),
  startingCredits: boundedInteger('startingCredits'),
  tradeBonuses: z.partialRecord(oneOf('A commodity', COMMODITIES), bounded('tradeBonus')),
  economicSpecialization: oneOf('The specialisation', SPECIALIZATIONS).nullable(),
  pvpRule: oneOf('The PvP rule', PVP_RULES),
  immigrationPolicy: oneOf('The immigration policy', IMMIGRATION_POLICIES),
  citizenshipWaitDays: boundedInteger('citizenshipWaitDays'),
  defenseLevel: boundedInteger('defenseLevel'),
  languagePack: languagePackSchema,
  aestheticTheme: themeSchema,
  traditions: traditionsSchema,
  motto: mottoSchema,
  governanceType: oneOf('The form of government', GOVERNANCE_TYPES),
  votingThreshold: bounded('votingThresholdBp'),
  quorum: bounded('quorumBp'),
  electionFrequencyDays: boundedInteger('electionFrequencyDays'),
  electionMethod: oneOf('The way of electing', ELECTION_METHODS),
  termLimit: boundedInteger('termLimit'),
  constitutionalText: plainText({
    label: 'The constitution',
    max: CONSTITUTION_MAX_LENGTH,
    multiline: true,
  }),
}

/** Any wire request for changes: whichever levers it names. */
export const wireChangesSchema = z.object(WIRE_LEVERS).partial()
export type WireChanges = z.infer<typeof wireChangesSchema>

/** A checked wire request in the game's own integers. The only place where fractions become basis points. */
export function changesFromWire(wire: WireChanges): SettingsPatch {
  const { taxRate, votingThreshold, quorum, tradeBonuses, aestheticTheme, ...same } = wire
  return withoutUndefined({
    ...same,
    taxRateBp: taxRate === undefined ? undefined : toBasisPoints(taxRate),
    votingThresholdBp: votingThreshold === undefined ? undefined : toBasisPoints(votingThreshold),
    quorumBp: quorum === undefined ? undefined : toBasisPoints(quorum),
    tradeBonuses: tradeBonuses === undefined ? undefined : mapBonuses(tradeBonuses, toHundredths),
    theme: aestheticTheme,
  })
}

/** Settings as answers carry them. */
export type SettingsOnWire = Required<Omit<WireChanges, 'aestheticTheme'>> & { aestheticTheme: Theme }

/** All settings of a region as the wire writes them. */
export function settingsToWire(settings: RegionSettings): SettingsOnWire {
  const { taxRateBp, votingThresholdBp, quorumBp, tradeBonuses, theme, ...same } = settings
  return {
    ...same,
    taxRate: fromBasisPoints(taxRateBp),
    votingThreshold: fromBasisPoints(votingThresholdBp),
    quorum: fromBasisPoints(quorumBp),
    tradeBonuses: mapBonuses(tradeBonuses, fromHundredths),
    aestheticTheme: theme,
  }
}

/** The reverse of {@link changesFromWire}: a patch as the wire writes it. */
export function changesToWire(patch: SettingsPatch): Partial<SettingsOnWire> {
  const { taxRateBp, votingThresholdBp, quorumBp, tradeBonuses, theme, ...same } = patch
  return {
    ...same,
    ...(taxRateBp === undefined ? {} : { taxRate: fromBasisPoints(taxRateBp) }),
    ...(votingThresholdBp === undefined ? {} : { votingThreshold: fromBasisPoints(votingThresholdBp) }),
    ...(quorumBp === undefined ? {} : { quorum: fromBasisPoints(quorumBp) }),
    ...(tradeBonuses === undefined ? {} : { tradeBonuses: mapBonuses(tradeBonuses, fromHundredths) }),
    ...(theme === undefined ? {} : { aestheticTheme: theme }),
  }
}

function mapBonuses(
  bonuses: Partial<TradeBonuses>,
  convert: (bonus: number) => number,
): Partial<TradeBonuses> {
  const mapped: Partial<TradeBonuses> = {}
  for (const commodity of COMMODITIES) {
    const bonus = bonuses[commodity]
    if (bonus !== undefined) mapped[commodity] = convert(bonus)
  }
  return mapped
}
