import { TERMS } from '#server/domain/culture/language-pack.ts'
import { isOpenForBusiness, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type LawTiming } from '#server/domain/policies/law-timing.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import {
  wireChangesSchema,
  type SettingsOnWire,
  type WireChanges,
} from '#server/domain/regions/wire-settings.ts'
import { numberOrNull } from './form-text.ts'
import { type ReadNumber } from './typed-number.ts'

/**
 * A submitted settings form: control name (the API path of the value, so that server issues find their field) → text.
 * Shown again unchanged after a refusal.
 */
export type FormValues = Record<string, string>

/** Settings entered in per cent and sent as a fraction. */
const PERCENT_LEVERS = ['taxRate', 'tariffRate', 'votingThreshold', 'quorum'] as const
const NUMBER_LEVERS = [
  'startingCredits',
  'electionFrequencyDays',
  'termLimit',
  'citizenshipWaitDays',
  'defenseLevel',
] as const
const TEXT_LEVERS = [
  'governanceType',
  'electionMethod',
  'constitutionalText',
  'pvpRule',
  'immigrationPolicy',
  'motto',
] as const
const THEME_PARTS = ['accent', 'background', 'text', 'font', 'emblem'] as const
export const TRADITION_PARTS = ['name', 'date', 'description'] as const

export const formValuesFrom = (form: FormData): FormValues => {
  const values: FormValues = {}
  for (const [name, value] of form) {
    // Browsers send CRLF line breaks; the game stores LF.
    if (typeof value === 'string') values[name] = value.replaceAll('\r\n', '\n')
  }
  return values
}

/** A number for a form field: at most two decimals, without binary noise. */
export const fieldNumber = (value: number): string => String(Math.round(value * 100) / 100)

/** All or some settings as the API returns them. */
type ShownSettings = Partial<
  Omit<SettingsOnWire, 'languagePack'> & { languagePack: Readonly<Record<string, string | undefined>> }
>

/** Converts settings to form field values. */
export function formValuesOf(wire: ShownSettings): FormValues {
  const values: FormValues = {}
  for (const lever of PERCENT_LEVERS) {
    const share = wire[lever]
    if (share !== undefined) values[lever] = fieldNumber(share * 100)
  }
  for (const lever of NUMBER_LEVERS) {
    const number = wire[lever]
    if (number !== undefined) values[lever] = fieldNumber(number)
  }
  for (const lever of TEXT_LEVERS) {
    const text = wire[lever]
    if (text !== undefined) values[lever] = text
  }
  if (wire.economicSpecialization !== undefined)
    values.economicSpecialization = wire.economicSpecialization ?? ''
  for (const commodity of COMMODITIES) {
    const bonus = wire.tradeBonuses?.[commodity]
    if (bonus !== undefined) values[`tradeBonuses.${commodity}`] = bonus.toFixed(2)
  }
  for (const part of THEME_PARTS) {
    const value = wire.aestheticTheme?.[part]
    if (value !== undefined) values[`aestheticTheme.${part}`] = value
  }
  if (wire.languagePack !== undefined)
    for (const term of TERMS) values[`languagePack.${term}`] = wire.languagePack[term] ?? ''
  wire.traditions?.forEach((tradition, index) => {
    for (const part of TRADITION_PARTS) values[`traditions.${index}.${part}`] = tradition[part]
  })
  return values
}

export type SettingsFormReading =
  { ok: true; wire: WireChanges } | { ok: false; fields: Record<string, string> }

/**
 * Reads the settings in a form. An empty number field is refused, not read as zero. Errors are by field and state the
 * bound.
 */
export function readSettingsForm(values: FormValues, read: ReadNumber): SettingsFormReading {
  const raw: Record<string, unknown> = {}
  for (const lever of PERCENT_LEVERS) {
    const text = values[lever]
    // Ten decimals, so that 7.25 / 100 does not become 0.07250000000000001.
    if (text !== undefined) raw[lever] = Number((read(text) / 100).toFixed(10))
  }
  for (const lever of NUMBER_LEVERS) {
    const text = values[lever]
    if (text !== undefined) raw[lever] = read(text)
  }
  for (const lever of TEXT_LEVERS) {
    if (values[lever] !== undefined) raw[lever] = values[lever]
  }
  if (values.economicSpecialization !== undefined)
    raw.economicSpecialization = values.economicSpecialization === '' ? null : values.economicSpecialization
  const bonuses = named(values, 'tradeBonuses.')
  if (bonuses.length > 0)
    raw.tradeBonuses = Object.fromEntries(bonuses.map(([good, text]) => [good, read(text)]))
  const theme = named(values, 'aestheticTheme.')
  if (theme.length > 0) raw.aestheticTheme = Object.fromEntries(theme)
  const pack = named(values, 'languagePack.')
  if (pack.length > 0) raw.languagePack = Object.fromEntries(pack.filter(([, word]) => word.trim() !== ''))
  const rows = traditionRows(values)
  if (values.traditionsShown !== undefined) raw.traditions = rows.map((row) => row.tradition)

  const parsed = wireChangesSchema.safeParse(raw)
  if (parsed.success) return { ok: true, wire: parsed.data }
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const [lever, index, ...rest] = issue.path.map(String)
    const shownIndex = lever === 'traditions' ? rows[Number(index)]?.index : undefined
    const path =
      shownIndex === undefined ? issue.path.join('.') : ['traditions', shownIndex, ...rest].join('.')
    fields[path] ??= issue.message
  }
  return { ok: false, fields }
}

/** Timing from the form. Invalid numbers stay invalid, so that the server refuses them with the bound. */
export const readTerms = (
  { effectiveInDays, expiresAfterDays }: FormValues,
  read: ReadNumber,
): Required<LawTiming> => ({
  effectiveInDays: numberOrNull(effectiveInDays, read) ?? 0,
  expiresAfterDays: numberOrNull(expiresAfterDays, read),
})

/** Non-empty tradition rows with their form index; removed and blank rows are skipped. */
export function traditionRows(
  values: FormValues,
): { index: number; tradition: { name: string; date: string; description: string } }[] {
  const indexes = new Set<number>()
  for (const name of Object.keys(values)) {
    const index = /^traditions\.(\d+)\./.exec(name)?.[1]
    if (index !== undefined) indexes.add(Number(index))
  }
  return [...indexes]
    .sort((one, other) => one - other)
    .map((index) => {
      const part = (name: string) => (values[`traditions.${index}.${name}`] ?? '').trim()
      return {
        index,
        tradition: { name: part('name'), date: part('date'), description: part('description') },
      }
    })
    .filter(({ index, tradition }) => {
      const isBlank = TRADITION_PARTS.every((part) => tradition[part] === '')
      return !isBlank && values[`traditions.${index}.remove`] === undefined
    })
}

const named = (values: FormValues, prefix: string): [string, string][] =>
  Object.entries(values)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value])

/** Why settings cannot be changed in this region status; null while it is open. */
export const closedReason = (status: RegionStatus): string | null =>
  isOpenForBusiness(status) ? null : 'You cannot change anything while the region is closed.'
