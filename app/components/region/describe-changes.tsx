import { type ReactNode } from 'react'
import { DEFAULT_TERMS, TERMS } from '#server/domain/culture/language-pack.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { LEVER_LABELS } from '#server/domain/regions/levers.ts'
import { type Lever, type RegionSettings } from '#server/domain/regions/settings.ts'
import { formatBasisPoints, formatCount, formatCredits, formatFactor, formatLabel } from '#app/lib/format.ts'
import { type Change } from '#app/components/ui/diff-list.tsx'
import {
  ELECTION_METHOD_LABELS,
  GOVERNANCE_LABELS,
  IMMIGRATION_LABELS,
  PVP_LABELS,
  SPECIALIZATION_LABELS,
} from './words.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'

/** One setting before and after; `before` is null in a founding law. */
export type LeverChange = {
  [L in Lever]: { lever: L; before: RegionSettings[L] | null; after: RegionSettings[L] }
}[Lever]

/** Pairs a lever with its values: both come from one settings object, which TypeScript cannot follow through the key. */
export const leverChange = (change: { lever: Lever; before: unknown; after: unknown }): LeverChange =>
  change as LeverChange

const NOTHING = 'none'

const short = (text: string, length = 160): string =>
  text === '' ? NOTHING : text.length <= length ? text : `${text.slice(0, length).trimEnd()}…`

function Swatch({ colour }: { colour: string }) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span
        aria-hidden
        className="border-line-strong inline-block size-4 rounded-[3px] border"
        style={{ background: colour }}
      />
      {colour}
    </span>
  )
}

/** Formats a setting's value. Settings with several parts are described part by part instead. */
const WORDS: { [L in Lever]: (value: RegionSettings[L]) => ReactNode } = {
  taxRateBp: formatBasisPoints,
  tariffBp: formatBasisPoints,
  votingThresholdBp: formatBasisPoints,
  quorumBp: formatBasisPoints,
  startingCredits: formatCredits,
  electionFrequencyDays: (days) => formatCount(days, 'day'),
  citizenshipWaitDays: (days) => formatCount(days, 'day'),
  defenseLevel: (level) => `Level ${level}`,
  governanceType: (type) => GOVERNANCE_LABELS[type],
  economicSpecialization: (kind) => (kind === null ? NOTHING : SPECIALIZATION_LABELS[kind]),
  pvpRule: (rule) => PVP_LABELS[rule],
  immigrationPolicy: (policy) => IMMIGRATION_LABELS[policy],
  electionMethod: (method) => ELECTION_METHOD_LABELS[method],
  termLimit: (terms) => (terms === 0 ? NOTHING : `${formatCount(terms, 'term')} in a row`),
  motto: (motto) => (motto === '' ? NOTHING : `“${motto}”`),
  constitutionalText: (text) => (
    <span className="font-sans whitespace-pre-line">
      {short(text)}
      {text === '' ? null : <span className="text-ink-3"> ({formatCount(text.length, 'character')})</span>}
    </span>
  ),
  tradeBonuses: (bonuses) =>
    COMMODITIES.map((good) => `${COMMODITY_LABELS[good]} ${formatFactor(bonuses[good])}`).join(', '),
  languagePack: (pack) => formatCount(Object.keys(pack).length, 'term'),
  theme: (theme) => <Swatch colour={theme.accent} />,
  traditions: (list) => short(list.map((tradition) => tradition.name).join(', ')),
}

type Part = { key: string; label: string; before: ReactNode; after: ReactNode; differs: boolean }

const part = (key: string, label: string, before: string | undefined, after: string | undefined): Part => ({
  key,
  label,
  before: before ?? NOTHING,
  after: after ?? NOTHING,
  differs: before !== after,
})

/** The changes of a law or proposal as lines for DiffList. */
export function describeChanges(changes: readonly LeverChange[]): Change[] {
  return changes.flatMap((change): Change[] => {
    const parts = partsOf(change)
    if (parts !== null) return parts.filter((one) => one.differs)
    const { lever, before, after } = change
    return [
      {
        key: lever,
        label: LEVER_LABELS[lever],
        before: before === null ? NOTHING : formatValue(lever, before),
        after: formatValue(lever, after),
      },
    ]
  })
}

/** The table's function belongs to this lever; TypeScript cannot follow the key to the value. */
const formatValue = (lever: Lever, value: unknown): ReactNode =>
  (WORDS[lever] as (value: unknown) => ReactNode)(value)

function partsOf(change: LeverChange): Part[] | null {
  switch (change.lever) {
    case 'tradeBonuses':
      return bonusParts(change.before, change.after)
    case 'languagePack':
      return termParts(change.before, change.after)
    case 'theme':
      return themeParts(change.before, change.after)
    case 'traditions':
      return traditionParts(change.before, change.after)
    default:
      return null
  }
}

function bonusParts(
  before: RegionSettings['tradeBonuses'] | null,
  after: Partial<RegionSettings['tradeBonuses']>,
): Part[] {
  return COMMODITIES.flatMap((good) => {
    const [old, bonus] = [before?.[good], after[good]]
    if (bonus === undefined) return []
    const label = `Trade bonus, ${COMMODITY_LABELS[good].toLowerCase()}`
    return [part(good, label, old === undefined ? undefined : formatFactor(old), formatFactor(bonus))]
  })
}

const termParts = (
  before: RegionSettings['languagePack'] | null,
  after: RegionSettings['languagePack'],
): Part[] =>
  TERMS.map((term) =>
    part(
      `term-${term}`,
      `Word for “${DEFAULT_TERMS[term].toLowerCase()}”`,
      before?.[term] ?? DEFAULT_TERMS[term],
      after[term] ?? DEFAULT_TERMS[term],
    ),
  )

function themeParts(before: RegionSettings['theme'] | null, after: RegionSettings['theme']): Part[] {
  const colours = (['accent', 'background', 'text'] as const).map((name) => ({
    ...part(`theme-${name}`, `${formatLabel(name)} colour`, before?.[name], after[name]),
    before: before === null ? NOTHING : <Swatch colour={before[name]} />,
    after: <Swatch colour={after[name]} />,
  }))
  return [
    ...colours,
    ...(['font', 'emblem'] as const).map((name) =>
      part(
        `theme-${name}`,
        formatLabel(name),
        before === null ? undefined : formatLabel(before[name]),
        formatLabel(after[name]),
      ),
    ),
  ]
}

function traditionParts(
  before: RegionSettings['traditions'] | null,
  after: RegionSettings['traditions'],
): Part[] {
  const words = (list: RegionSettings['traditions'] | null, name: string) => {
    const found = list?.find((tradition) => tradition.name === name)
    return found && short(`${found.date} ${found.description}`.trim())
  }
  const names = [...new Set([...(before ?? []), ...after].map((tradition) => tradition.name))]
  const parts = names.map((name) =>
    part(`tradition-${name}`, `Tradition “${name}”`, words(before, name), words(after, name)),
  )
  if (parts.some((one) => one.differs)) return parts
  const order = (list: RegionSettings['traditions'] | null) =>
    list?.map((tradition) => tradition.name).join(', ')
  return [part('traditions', LEVER_LABELS.traditions, order(before), order(after))]
}
