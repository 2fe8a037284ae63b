import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { load } from '#app/caller.server.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Chart } from '#app/components/ui/chart.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { HISTORY_DAYS, marketHistory } from '#server/domain/economy/market-history.ts'

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  {
    title: `${shown ? `${COMMODITY_LABELS[shown.commodity]} at ${shown.port.name}` : 'Prices'} · SectorWars 2102`,
  },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const portId = Number(args.params.port)
  const commodity = COMMODITIES.find((good) => good === args.params.good)
  if (!Number.isSafeInteger(portId) || portId < 1 || !commodity) throw data(null, { status: 404 })
  const { port, role, today, days } = await load(args, (api) =>
    api.trade.history({ portId, commodity, days: HISTORY_DAYS }),
  )
  return { port, role, commodity, history: marketHistory(days, today) }
}

export default function PricesPage() {
  const { port, role, commodity, history } = useLoaderData<typeof loader>()
  const good = COMMODITY_LABELS[commodity]
  const hasTrade = history.units.some((units) => units > 0)
  const prices = useMemo(
    () =>
      (['high', 'close', 'low'] as const).map((key) => ({
        key,
        label: PRICE_LABELS[key],
        values: history[key].map((hundredths) => (hundredths === null ? null : hundredths / 100)),
      })),
    [history],
  )
  const units = useMemo(() => [{ key: 'units', label: 'Units', values: history.units }], [history])
  return (
    <>
      <PageHeader
        eyebrow={port.name}
        title={`${good}: prices of ${HISTORY_DAYS} days`}
        description={`This port ${role} ${good.toLowerCase()}. Prices are for one unit, before spread, tariff and tax.`}
        actions={<LinkButton to="/play">Back to the port</LinkButton>}
      />
      {hasTrade ? (
        <div className="grid gap-6">
          <Panel title="Price of a unit">
            <Chart label="Price of a unit by day" days={history.days} series={prices} format={priceOf} />
          </Panel>
          <Panel title="Units traded">
            <Chart label="Units traded by day" days={history.days} series={units} />
          </Panel>
        </div>
      ) : (
        <Panel>
          <EmptyState
            title="No trades yet"
            action={
              <LinkButton to="/play" variant="primary">
                Be the first to trade
              </LinkButton>
            }
          >
            Nobody traded {good.toLowerCase()} here in the last {HISTORY_DAYS} days.
          </EmptyState>
        </Panel>
      )}
    </>
  )
}

const PRICE_LABELS = { high: 'High', close: 'Close', low: 'Low' } as const

const priceOf = (credits: number): string => `${formatNumber(credits, 2)} cr`

export { RouteError as ErrorBoundary }
