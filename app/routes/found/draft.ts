import { DEFAULT_THEME } from '#server/domain/culture/theme.ts'
import { themeSchema } from '#server/domain/culture/theme-schema.ts'
import { mottoSchema } from '#server/domain/culture/traditions.ts'
import { GOVERNANCE_TYPES, type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { displayNameSchema } from '#server/domain/regions/display-name.ts'
import { regionNameSchema } from '#server/domain/regions/region-name-schema.ts'
import { SPECIALIZATIONS, type Specialization } from '#server/domain/economy/specializations.ts'

export const STEPS = ['name', 'government', 'economy', 'look', 'review'] as const
export type Step = (typeof STEPS)[number]

export const STEP_LABELS: Record<Step, string> = {
  name: 'Name',
  government: 'Government',
  economy: 'Economy',
  look: 'Look',
  review: 'Review',
}

/** The wizard's values so far. They live in the URL, so that going back loses nothing, with or without JavaScript. */
export type Draft = {
  displayName: string
  regionName: string
  governanceType: GovernanceType
  economicSpecialization: Specialization | ''
  accent: string
  background: string
  text: string
  font: string
  emblem: string
  motto: string
}

const FIELDS_OF: Record<Step, (keyof Draft)[]> = {
  name: ['displayName', 'regionName'],
  government: ['governanceType'],
  economy: ['economicSpecialization'],
  look: ['accent', 'background', 'text', 'font', 'emblem', 'motto'],
  review: [],
}

const oneOf = <T extends string>(value: string | null, values: readonly T[], fallback: T): T =>
  values.find((known) => known === value) ?? fallback

export const readStep = (search: URLSearchParams): Step => oneOf(search.get('step'), STEPS, 'name')

export function readDraft(search: URLSearchParams): Draft {
  const text = (name: string, fallback = '') => search.get(name)?.trim() ?? fallback
  return {
    displayName: text('displayName'),
    regionName: text('regionName').toLowerCase(),
    governanceType: oneOf(search.get('governanceType'), GOVERNANCE_TYPES, 'democracy'),
    economicSpecialization: oneOf(search.get('economicSpecialization'), [...SPECIALIZATIONS, ''], ''),
    accent: text('accent', DEFAULT_THEME.accent),
    background: text('background', DEFAULT_THEME.background),
    text: text('text', DEFAULT_THEME.text),
    font: text('font', DEFAULT_THEME.font),
    emblem: text('emblem', DEFAULT_THEME.emblem),
    motto: text('motto'),
  }
}

/** Fields of the other steps, as hidden fields of this one. */
export function carriedFields(draft: Draft, step: Step): [string, string][] {
  const own = new Set<string>(FIELDS_OF[step])
  return Object.entries(draft).filter(([name, value]) => !own.has(name) && value !== '')
}

export const themeOf = ({ accent, background, text, font, emblem }: Draft) => ({
  accent,
  background,
  text,
  font,
  emblem,
})

/** The first error of each invalid field, with its step. The server checks availability. */
export function checkDraft(draft: Draft): { step: Step; fields: Record<string, string> } | null {
  const name: Record<string, string> = {}
  const displayName = displayNameSchema.safeParse(draft.displayName)
  if (!displayName.success) name.displayName = displayName.error.issues[0]?.message ?? ''
  const regionName = regionNameSchema.safeParse(draft.regionName)
  if (!regionName.success) name.regionName = regionName.error.issues[0]?.message ?? ''
  if (Object.keys(name).length > 0) return { step: 'name', fields: name }

  const look: Record<string, string> = {}
  const theme = themeSchema.safeParse(themeOf(draft))
  for (const issue of theme.error?.issues ?? []) look[String(issue.path[0] ?? 'accent')] ??= issue.message
  const motto = mottoSchema.safeParse(draft.motto)
  if (!motto.success) look.motto = motto.error.issues[0]?.message ?? ''
  return Object.keys(look).length > 0 ? { step: 'look', fields: look } : null
}

export const addressOf = (draft: Draft, step: Step): string =>
  `/found?${new URLSearchParams([['step', step], ...Object.entries(draft)]).toString()}`
