import { formatDate, formatDateTime, formatRelative, formatUtc, type Instant } from '#app/lib/format.ts'
import { useNow, useTimeZone } from '#app/lib/reader.tsx'

export type TimeProps = {
  at: Instant
  /** `relative` updates ("3 minutes ago"); the others are static. */
  format?: 'date-time' | 'date' | 'relative'
  className?: string
}

/** A time in the viewer's zone, with UTC on hover. */
export function Time({ at, format = 'date-time', className }: TimeProps) {
  const timeZone = useTimeZone()
  const date = new Date(at)
  const title = formatUtc(at)
  const dateTime = Number.isNaN(date.getTime()) ? undefined : date.toISOString()
  return (
    <time dateTime={dateTime} title={title} className={className}>
      {format === 'relative' ? (
        <RelativeText at={at} />
      ) : format === 'date' ? (
        formatDate(at, timeZone)
      ) : (
        formatDateTime(at, timeZone)
      )}
    </time>
  )
}

/** A separate component, so that only relative times re-render. */
function RelativeText({ at }: { at: Instant }) {
  const now = useNow()
  const timeZone = useTimeZone()
  return <>{now === null ? formatDateTime(at, timeZone) : formatRelative(at, now)}</>
}
