import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { LawList } from '#app/components/region/law-list.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { isParticipant, useVisitedRegion } from '#app/lib/visited-region.ts'

export const meta: MetaFunction = () => [{ title: 'Law book · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  laws: await load(args, (api) =>
    api.regions.laws({ region: routeParam(args, 'name'), page: pageOfQuery(args.request) }),
  ),
})

export default function LawBookPage() {
  const { laws } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  return (
    <Panel
      title="Law book"
      description="Every act that changed a setting, since the founding."
      footer={<Pagination {...laws} noun="laws" />}
    >
      <LawList laws={laws.items} regionName={region.name} canSeePolicies={isParticipant(region)} />
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
