import { TradeEnd } from '#app/components/trade/trade-end.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatCredits } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { useLoaded } from '#app/lib/use-loaded.ts'

type Watch = ApiOutputs['trade']['notebook']['watches'][number]

/** The prices for which the pilot waited, as they were last seen. They are asked for after the page is shown. */
export function ReachedPrices() {
  const reached = useLoaded<Watch[]>('/play/reached-prices', true, '')
  if (reached === null || reached.length === 0) return null
  return (
    <Panel
      title="Prices that you waited for"
      actions={
        <LinkButton to="/play/notebook" size="sm">
          Notebook
        </LinkButton>
      }
    >
      <ul className="divide-line divide-y">
        {reached.map(({ portId, commodity, market, limit }) =>
          market?.net == null ? null : (
            <li key={`${portId} ${commodity}`} className="grid gap-1 py-3 first:pt-0 last:pb-0">
              <p className="font-medium">
                {COMMODITY_LABELS[commodity]} {market.role === 'sells' ? 'costs' : 'brings'}{' '}
                {formatCredits(market.net)}: you wanted {formatCredits(limit)}.
              </p>
              <TradeEnd end={market} here={-1} align="start" />
            </li>
          ),
        )}
      </ul>
    </Panel>
  )
}
