import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { ClosingBanner } from '#app/components/region/closing-banner.tsx'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { RegionHead } from './region-head.tsx'

export const loader = async (args: LoaderFunctionArgs) => ({
  region: await load(args, (api) => api.regions.public({ region: routeParam(args, 'region') })),
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.region.displayName ?? 'Region'} · SectorWars 2102` },
  { name: 'description', content: data?.region.motto ?? '' },
]

/** Layout of a region's public pages, in its own colours and font. */
export default function RegionLayout() {
  const { region } = useLoaderData<typeof loader>()
  useLiveRevalidation({
    regions: [region.id],
    topics: ['region', 'membership', 'policy', 'election', 'treaty'],
  })
  return (
    <RegionTheme
      theme={region.aestheticTheme}
      extent="full"
      className="border-line -mx-4 -my-6 border-y sm:mx-0 sm:my-0 sm:rounded-[10px] sm:border"
    >
      <div className="bg-[radial-gradient(50rem_26rem_at_85%_0%,color-mix(in_oklab,var(--accent)_20%,transparent),transparent_70%)] px-4 py-8 sm:rounded-[10px] sm:px-8 sm:py-10">
        <RegionHead region={region} />
        <ClosingBanner region={region} />
        <Outlet context={region} />
      </div>
    </RegionTheme>
  )
}

export { RouteError as ErrorBoundary }
