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
          <div className="flex items-baseline justify-between gap-6 px-4 py-3 sm:px-6">
            <div className="min-w-0">
              <p>
                {isNew(entry) ? (
                  <Badge tone="accent" className="mr-2">
                    New
                  </Badge>
                ) : null}
                {wordsOf(entry)}
              </p>
              <p className="text-ink-2 text-sm">
                <Time at={entry.at} />
              </p>
            </div>
            <p className="numerals shrink-0 font-medium">{formatSigned(entry.amount)} cr</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
