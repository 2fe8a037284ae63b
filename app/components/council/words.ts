import { type NexusLever } from '#server/domain/council/nexus-settings.ts'
import { formatCredits, formatPercent } from '#app/lib/format.ts'

/** Formats a Nexus setting from the API: credits for the toll, a fraction for the tax. */
export function leverValue(lever: NexusLever, value: number | null): string {
  if (value === null) return '–'
  return lever === 'gateTollCredits' ? formatCredits(value) : formatPercent(value)
}
