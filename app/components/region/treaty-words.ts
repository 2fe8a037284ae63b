import { formatCount, formatLabel, formatPercent } from '#app/lib/format.ts'

const TERM_LABELS: Record<string, string> = {
  durationDays: 'Duration',
  taxRelief: 'Tax discount',
  residence: 'Free settlement',
}

export const termLabel = (name: string): string => TERM_LABELS[name] ?? formatLabel(name)

export function termValue(name: string, value: unknown): string {
  if (name === 'durationDays') return typeof value === 'number' ? formatCount(value, 'day') : 'no end date'
  if (name === 'taxRelief' && typeof value === 'number') return formatPercent(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === null ? '–' : String(value)
}

export const describeTerms = (terms: Record<string, unknown>): string =>
  Object.entries(terms)
    .map(([name, value]) => `${termLabel(name)}: ${termValue(name, value)}`)
    .join(' · ')
