import { LEVER_LABELS, leversOf, type SettingsPatch } from './levers.ts'
import { type Lever, type RegionSettings } from './settings.ts'

/** A lever's value in a few words, or null for levers whose value is a text or a list. */
export function describeValue<L extends Lever>(lever: L, settings: Pick<RegionSettings, L>): string | null {
  const value: unknown = settings[lever]
  switch (lever) {
    case 'taxRateBp':
    case 'votingThresholdBp':
    case 'quorumBp':
      return `${Number(value) / 100} %`
    case 'startingCredits':
      return `${Number(value).toLocaleString('en-US')} credits`
    case 'electionFrequencyDays':
    case 'citizenshipWaitDays':
      return `${Number(value)} days`
    case 'defenseLevel':
      return `${Number(value)}`
    case 'termLimit':
      return value === 0 ? 'none' : `${Number(value)} in a row`
    case 'electionMethod':
    case 'pvpRule':
    case 'immigrationPolicy':
    case 'governanceType':
      return String(value).replaceAll('_', ' ')
    case 'economicSpecialization':
      return value === null ? 'none' : String(value)
    default:
      return null
  }
}

/** "Tax: 15 %; starting credits: 500 credits": the name of a law or a proposal that nobody has named. */
export function describePatch(patch: SettingsPatch, settings: RegionSettings): string {
  const parts = leversOf(patch).map((lever) => {
    const value = describeValue(lever, settings)
    return value === null
      ? `new ${lowerFirst(LEVER_LABELS[lever])}`
      : `${lowerFirst(LEVER_LABELS[lever])}: ${value}`
  })
  const text = parts.join('; ')
  const title = text.charAt(0).toUpperCase() + text.slice(1)
  return title.length <= 120 ? title : `${title.slice(0, 119)}…`
}

// "PvP rule" keeps its capitals.
const lowerFirst = (label: string): string =>
  /^[A-Z][a-z]+\b/.test(label) && label !== 'PvP rule'
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label
