import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { PilotTabs } from '#app/components/pilot-tabs.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { choiceOfQuery } from '#app/lib/route-param.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { endsOf, summarizeGoods } from '#server/domain/trade/known-prices.ts'
import { ElsewherePanel } from './elsewhere-panel.tsx'
import { GoodsTable } from './goods-table.tsx'
import { OffersTable } from './offers-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Prices · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const good = choiceOfQuery(args.request, 'good', COMMODITIES) ?? null
  const { markets, elsewhere } = await load(args, async (api) => {
    const [known, { places }] = await Promise.all([api.trade.prices(), api.trade.pricesElsewhere()])
    return { markets: known.markets, elsewhere: places }
  })
  return {
    ports: markets.length,
    chosen: good === null ? null : { good, ...endsOf(good, markets) },
    elsewhere,
    goods: good === null ? summarizeGoods(markets) : [],
  }
}

export default function PricesPage() {
  const { ports, chosen, goods, elsewhere } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Trade"
        title={chosen ? `Prices of ${COMMODITY_LABELS[chosen.good].toLowerCase()}` : 'Prices that you know'}
        description={`${ports} ports, each as you last saw it. What is near your ship is live. Amounts are for ten units with all taxes.`}
        actions={
          <>
            <LinkButton to="/play/notebook">Notebook</LinkButton>
            <LinkButton to="/play">Back to your ship</LinkButton>
          </>
        }
      />
      <PilotTabs />
      <div className="grid gap-6">
        <Panel flush>
          <FilterBar
            label="Choose a good"
            filters={[
              {
                name: 'good',
                label: 'Good',
                value: chosen?.good ?? '',
                options: COMMODITIES.map((value) => ({ value, label: COMMODITY_LABELS[value] })),
              },
            ]}
          />
        </Panel>
        {chosen ? (
          <>
            <Panel title="Where to buy" description="Cheapest first." flush>
              <OffersTable
                commodity={chosen.good}
                caption="Ports that sell it"
                offers={chosen.buy}
                amount="You pay"
              />
            </Panel>
            <Panel title="Where to sell" description="Best paid first." flush>
              <OffersTable
                commodity={chosen.good}
                caption="Ports that buy it"
                offers={chosen.sell}
                amount="You get"
              />
            </Panel>
          </>
        ) : (
          <Panel title="Goods by margin" description="The best ends that you know of each good." flush>
            <GoodsTable goods={goods} />
          </Panel>
        )}
        <ElsewherePanel places={elsewhere} good={chosen?.good ?? null} />
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
