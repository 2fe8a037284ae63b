import { IMPACT_DAYS, type ImpactLine, type ImpactUnit } from '#server/domain/policies/impact-line.ts'
import { formatNumber } from '#app/lib/format.ts'
import { DiffList } from '#app/components/ui/diff-list.tsx'

const UNITS: Record<ImpactUnit, string> = {
  credits: 'credits',
  people: 'people',
  votes: 'votes',
  percent: '%',
  days: 'days',
  per_year: 'a year',
}

const amount = (value: number | null, unit: ImpactUnit) =>
  value === null ? 'unknown' : `${formatNumber(value)} ${UNITS[unit]}`

/** What a change would have meant on the last thirty days, and plainly where there is nothing to tell it from. */
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
        <p className="text-ink-2 text-sm">
          Nothing in the last {IMPACT_DAYS} days would have been otherwise.
        </p>
      ) : null}
    </div>
  )
}
