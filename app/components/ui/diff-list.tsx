import { ArrowRight } from 'lucide-react'
import { type ReactNode } from 'react'

export type Change = { key: string; label: ReactNode; before: ReactNode; after: ReactNode }

/** Changes of a save or policy. Pass only what differs, or what is extended with the same value. */
export function DiffList({
  changes,
  empty = 'Nothing would change.',
}: {
  changes: readonly Change[]
  empty?: string
}) {
  if (changes.length === 0) return <p className="text-ink-2">{empty}</p>
  return (
    <dl className="divide-line border-line divide-y border-y">
      {changes.map((change) => (
        <div key={change.key} className="grid gap-1 py-3 sm:grid-cols-[12rem_1fr] sm:gap-4">
          <dt className="text-ink-2 text-sm sm:pt-0.5">{change.label}</dt>
          <dd className="numerals flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            {change.before === change.after ? (
              <span className="min-w-0 font-semibold break-words">
                {change.after} <span className="text-ink-2 font-normal">unchanged, extended</span>
              </span>
            ) : (
              <>
                <del className="text-ink-2 min-w-0 decoration-danger break-words">
                  <span className="sr-only">from </span>
                  {change.before}
                </del>
                <ArrowRight aria-hidden className="text-accent size-4 shrink-0" />
                <ins className="min-w-0 font-semibold break-words no-underline">
                  <span className="sr-only">to </span>
                  {change.after}
                </ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
