import { Badge } from '#app/components/ui/badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { cn } from '#app/lib/cn.ts'
import { formatSigned } from '#app/lib/format.ts'
import { wordsOf, type LogEntry } from './log-words.ts'

/** The lines of the log; those after `newAfter` are marked. Nothing is marked for who reads it for the first time. */
export function LogLines({ entries, newAfter }: { entries: readonly LogEntry[]; newAfter: string | null }) {
  const isNew = ({ at }: LogEntry) => newAfter !== null && at > newAfter
  const firstRead = entries.findIndex((entry) => !isNew(entry))
  return (
    <ol className="divide-line divide-y">
      {entries.map((entry, index) => (
        <li key={entry.id} className={cn(index === firstRead && index > 0 && 'border-accent border-t-2')}>
          {index === firstRead && index > 0 ? (
            <p className="text-ink-2 bg-surface-2 px-4 py-1.5 text-sm sm:px-6">Your last visit</p>
          ) : null}
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
            <p className="min-w-0 flex-1 basis-56">
              {isNew(entry) ? (
                <Badge tone="accent" className="mr-2">
                  New
                </Badge>
              ) : null}
              {wordsOf(entry)}
            </p>
            <p className="numerals font-medium">{formatSigned(entry.amount)} cr</p>
            <p className="text-ink-2 w-full text-sm sm:w-44 sm:text-right">
              <Time at={entry.at} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}
