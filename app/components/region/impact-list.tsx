import { IMPACT_DAYS, type ImpactLine, type ImpactUnit } from '#server/domain/policies/impact-line.ts'
import { formatCount, formatNumber } from '#app/lib/format.ts'
import { DiffList } from '#app/components/ui/diff-list.tsx'

const WORDS: Record<ImpactUnit, (value: number) => string> = {
  credits: (value) => formatCount(value, 'credit'),
  people: (value) => formatCount(value, 'person', 'people'),
  votes: (value) => formatCount(value, 'vote'),
  percent: (value) => `${formatNumber(value)}%`,
  days: (value) => formatCount(value, 'day'),
  per_year: (value) => `${formatNumber(value)} a year`,
}

const amount = (value: number | null, unit: ImpactUnit) => (value === null ? 'unknown' : WORDS[unit](value))

/** The effect a change would have had on the last thirty days; says so where there is no data. */
export function ImpactList({ lines }: { lines: readonly ImpactLine[] }) {
  const known = lines.filter(({ basis }) => basis !== 'none')
  const unknown = lines.filter(({ basis }) => basis === 'none')
  const notes = [...new Set(known.map(({ note }) => note))]
  return (
    <div className="grid gap-3">
      {known.length === 0 ? null : (
        <DiffList
          changes={known.map(({ lever, what, unit, before, after }) => ({
            key: `${lever}-${what}`,
            label: what,
            before: amount(before, unit),
            after: amount(after, unit),
          }))}
        />
      )}
      {notes.map((note) => (
        <p key={note} className="text-ink-2 text-sm text-pretty">
          {note}
        </p>
      ))}
      {unknown.map(({ lever, what, note }) => (
        <p key={`${lever}-${what}`} className="text-ink-2 text-sm">
          {what}: {note}
        </p>
      ))}
      {lines.length === 0 ? (
        <p className="text-ink-2 text-sm">No effect on the last {IMPACT_DAYS} days.</p>
      ) : null}
    </div>
  )
}
