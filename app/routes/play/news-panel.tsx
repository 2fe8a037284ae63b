import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatDate } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'

/** What moves markets today: a festival, and the shocks nearest to the ship. */
export function NewsPanel({ view: { news } }: DeckProps) {
  if (!news.festival && news.shocks.length === 0) return null
  return (
    <Panel title="Today’s news">
      <ul className="grid gap-3 text-sm">
        {news.festival ? (
          <li>
            <span className="font-semibold">{news.festival.name}:</span> ports pay more for luxury and food
            until {lastDay(news.festival.until)}.
          </li>
        ) : null}
        {news.shocks.map(({ port, commodity, restBp, until }) => (
          <li key={`${port.id} ${commodity}`}>
            <span className="font-semibold">
              {restBp < 0 ? 'Shortage' : 'Glut'} of {COMMODITY_LABELS[commodity].toLowerCase()}
            </span>{' '}
            at {port.name}, {port.sectorName}: {restBp < 0 ? 'dearer' : 'cheaper'} until {lastDay(until)}.
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const lastDay = (day: string): string => `${formatDate(`${day}T00:00:00Z`, 'UTC')}, 24:00 UTC`
