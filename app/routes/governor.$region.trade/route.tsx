import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { STATISTICS_RANGES } from '#server/domain/economy/trade-statistics.ts'
import { load } from '#app/caller.server.ts'
import { RangeLinks } from '#app/components/range-links.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { GoodsPanel } from './goods-panel.tsx'
import { LawsPanel } from './laws-panel.tsx'
import { PricePanel } from './price-panel.tsx'
import { TradePanel } from './trade-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Trade · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const range = choiceOfQuery(args.request, 'range', STATISTICS_RANGES) ?? '30d'
  const commodity = choiceOfQuery(args.request, 'good', COMMODITIES) ?? undefined
  const region = routeParam(args, 'region')
  return { range, statistics: await load(args, (api) => api.economy.trade({ region, range, commodity })) }
}

/** What is traded in a region, what laws changed, and what goods cost where. */
export default function TradePage() {
  const { range, statistics } = useLoaderData<typeof loader>()
  const region = useGovernedRegion()
  return (
    <>
      <RangeLinks range={range} />
      {statistics === null ? (
        <Panel title="Trade">
          <p className="text-ink-2">The figures are not available right now. Try again soon.</p>
        </Panel>
      ) : (
        <>
          <GoodsPanel statistics={statistics} />
          <TradePanel statistics={statistics} />
          <LawsPanel laws={statistics.laws} regionName={region.name} />
          <PricePanel statistics={statistics} range={range} />
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary }
