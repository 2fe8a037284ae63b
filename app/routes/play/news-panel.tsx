import { NewsItems } from '#app/components/trade/news-items.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type DeckProps } from './deck-props.ts'

/** What moves markets today: a festival, and the shocks nearest to the ship. */
export function NewsPanel({ view: { news } }: DeckProps) {
  if (!news.festival && news.shocks.length === 0) return null
  return (
    <Panel title="Today’s news">
      <ul className="grid gap-3 text-sm">
        <NewsItems {...news} />
      </ul>
    </Panel>
  )
}
