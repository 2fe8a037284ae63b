import { MARKETS_ANCHOR } from '#server/domain/regions/paths.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { NewsItems } from './news-items.tsx'

export type MarketsTodayProps = { news: ApiOutputs['space']['news'] }

/** The festival and the shocks of a galaxy, for everybody who reads about it. */
export function MarketsToday({ news: { shocksTotal, ...news } }: MarketsTodayProps) {
  if (!news.festival && shocksTotal === 0) return null
  const more = shocksTotal - news.shocks.length
  return (
    <Panel title="Markets today" id={MARKETS_ANCHOR} className="scroll-mt-24">
      <ul className="grid gap-3 text-sm">
        <NewsItems {...news} />
        {more > 0 ? <li className="text-ink-2">And {formatNumber(more)} more.</li> : null}
      </ul>
    </Panel>
  )
}
