import { LEVER_TABLE, type BoundUnit } from './lever-table.ts'
import { LEVER_LABELS, leversOf, type SettingsPatch } from './levers.ts'
import { type Lever, type RegionSettings } from './settings.ts'

/** A lever's value as short text, or null for levers with a long text or a list. */
export function describeValue<L extends Lever>(lever: L, settings: Pick<RegionSettings, L>): string | null {
  const value: unknown = settings[lever]
  const entry = LEVER_TABLE[lever]
  if ('bound' in entry) return describeNumber(Number(value), entry.bound.unit)
  if ('choices' in entry) return value === null ? 'none' : String(value).replaceAll('_', ' ')
  return null
}

function describeNumber(value: number, unit: BoundUnit): string {
  switch (unit) {
    case 'basis_points':
      return `${value / 100}%`
    case 'hundredths':
      return (value / 100).toFixed(2)
    case 'credits':
      return `${value.toLocaleString('en-US')} credits`
    case 'days':
      return `${value} ${value === 1 ? 'day' : 'days'}`
    case 'terms':
      return value === 0 ? 'none' : `${value} in a row`
    case 'level':
      return `${value}`
  }
}

/** "Tax: 15%; starting credits: 500 credits": the default title of a law or proposal. */
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
