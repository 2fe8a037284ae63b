import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { OfficesPanel } from '#app/components/region/offices-panel.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { type loader as deckLoader } from '../governor.$region/route.tsx'
import { AttentionPanel } from './attention-panel.tsx'
import { DeploymentNotice } from './deployment-notice.tsx'
import { OverviewTiles } from './overview-tiles.tsx'
import { TREND_METRICS, TrendPanel } from './trend-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Overview · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  overview: await load(args, (api) => api.regions.overview({ region: routeParam(args, 'region') })),
  metric: choiceOfQuery(args.request, 'chart', TREND_METRICS) ?? 'population',
})

export default function OverviewPage() {
  const { overview, metric } = useLoaderData<typeof loader>()
  const region = useGovernedRegion()
  const notice = useRouteLoaderData<typeof deckLoader>('routes/governor.$region')?.notice ?? null
  // "Activity today" counts flights; all other events of the deck refresh at once.
  useLiveRevalidation({ regions: [region.id], topics: ['sector'], pace: 'calm' })
  return (
    <>
      <h2 className="sr-only">Overview</h2>
      {notice === null ? null : <DeploymentNotice notice={notice} />}
      <OverviewTiles overview={overview} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <TrendPanel overview={overview} metric={metric} />
        <div className="grid gap-6">
          <AttentionPanel regionName={region.name} items={overview.attention} />
          <OfficesPanel
            owner={overview.owner}
            offices={overview.offices}
            languagePack={region.languagePack}
          />
        </div>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
