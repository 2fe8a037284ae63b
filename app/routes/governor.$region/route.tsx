import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { useLastDeck } from '#app/lib/last-deck.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { BuildingPanel } from './building-panel.tsx'
import { DashboardTabs } from './dashboard-tabs.tsx'
import { DeckHeader } from './deck-header.tsx'
import { StatusBanner } from './status-banner.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const ref = routeParam(args, 'region')
  const [region, regions, openPolicies] = await load(args, (api) =>
    Promise.all([
      api.regions.deck({ region: ref }),
      api.regions.governed(),
      api.policies.openCount({ region: ref }),
    ]),
  )
  const mayWatch = region.standing.isOwner || region.standing.isAdmin
  const build =
    region.status === 'provisioning' && mayWatch
      ? await load(args, (api) => api.provisioning.get({ region: region.id }))
      : null
  const notice = mayWatch
    ? await load(args, (api) => api.provisioning.deploymentNotice({ region: region.id }))
    : null
  return { region, regions, openPolicies, build, notice }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.region.displayName ?? 'Region'}: command deck · SectorWars 2102` },
]

/** Shared by all tabs of a region's dashboard: colours, header, navigation and live updates. */
export default function CommandDeck() {
  const { region, regions, openPolicies, build } = useLoaderData<typeof loader>()
  useLastDeck()
  useLiveRevalidation({
    regions: [region.id],
    topics: ['region', 'membership', 'policy', 'election', 'treaty', 'operation', 'subscription'],
  })
  return (
    <RegionTheme theme={region.aestheticTheme}>
      <DeckHeader region={region} regions={regions} />
      <DashboardTabs regionName={region.name} openPolicies={openPolicies} />
      <div className="mt-6 grid gap-6">
        <StatusBanner region={region} />
        {build === null ? null : <BuildingPanel build={build} regionName={region.name} />}
        <Outlet context={region} />
      </div>
    </RegionTheme>
  )
}

export { RouteError as ErrorBoundary }
