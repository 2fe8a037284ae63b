import { TradeEnd } from '#app/components/trade/trade-end.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { useLoaded } from '#app/lib/use-loaded.ts'

type Trade = ApiOutputs['trade']['ideas']['trades'][number]

/** Two trades to begin with. They are reckoned after the page is shown: that is a second question to the galaxy. */
export function SuggestedTrades() {
  const data = useLoaded<{ trades: Trade[] }>('/play/suggestions', true, '')
  return (
    <Panel
      title="Suggested trades"
      description="From the prices that you remember, for your ship as it is."
      actions={
        <LinkButton to="/play/computer" size="sm">
          Trade computer
        </LinkButton>
      }
    >
      {data === null ? (
        <p className="text-ink-2">The trade computer has more.</p>
      ) : data.trades.length === 0 ? (
        <p className="text-ink-2">
          No pair of ports that you know brings a profit for the free part of your hold. Fly on to see more
          prices.
        </p>
      ) : (
        <ol className="divide-line divide-y">
          {data.trades.map(({ commodity, quantity, from, to, profit, turns }) => (
            <li
              key={`${commodity} ${from.portId} ${to.portId}`}
              className="grid gap-1 py-3 first:pt-0 last:pb-0"
            >
              <p className="font-medium">
                {formatNumber(quantity)} {COMMODITY_LABELS[commodity].toLowerCase()}: {formatCredits(profit)}{' '}
                in {formatCount(turns, 'turn')}
              </p>
              <div className="text-ink-2 grid gap-2 text-sm sm:grid-cols-2">
                <div>
                  Buy at <TradeEnd end={from} here={-1} align="start" />
                </div>
                <div>
                  Sell at <TradeEnd end={to} here={-1} align="start" />
                </div>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
