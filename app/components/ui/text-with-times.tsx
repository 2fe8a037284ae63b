import { formatUtcDay } from '#app/lib/format.ts'
import { Time } from './time.tsx'

const MOMENT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)/
const DAY = /\b(\d{4}-\d{2}-\d{2})\b/

/**
 * A stored sentence with ISO moments in it, as notifications are: each in the reader's zone with the UTC on hover. A bare ISO
 * day, of sentences that were stored without the hour, is shown as the UTC day that it is.
 */
export function TextWithTimes({ text }: { text: string }) {
  // Split at a group: what was matched is at the odd places.
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
