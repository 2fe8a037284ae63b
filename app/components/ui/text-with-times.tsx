import { formatUtcDay } from '#app/lib/format.ts'
import { Time } from './time.tsx'

const MOMENT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)/
const DAY = /\b(\d{4}-\d{2}-\d{2})\b/

/**
 * A stored sentence with ISO times, such as a notification; each time is shown in the viewer's zone with UTC on hover.
 * A bare ISO day, from older sentences, is shown as that UTC day.
 */
export function TextWithTimes({ text }: { text: string }) {
  // Splitting by a capturing group puts the matches at odd indices.
  return text.split(MOMENT).map((part, place) =>
    place % 2 === 1 ? (
      <Time key={place} at={part} />
    ) : (
      part.split(DAY).map((piece, at) =>
        at % 2 === 1 ? (
          <time key={`${place}-${at}`} dateTime={piece}>
            {formatUtcDay(piece)} (UTC)
          </time>
        ) : (
          piece
        ),
      )
    ),
  )
}
