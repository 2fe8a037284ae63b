import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { choiceOfQuery, pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { FormerHolders } from './former-holders.tsx'
import { OfficeCards } from './office-cards.tsx'

export const meta: MetaFunction = () => [{ title: 'Offices · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const position = choiceOfQuery(args.request, 'position', POSITIONS)
  const [offices, former] = await load(args, (api) =>
    Promise.all([
      api.elections.offices({ region }),
      api.elections.formerHolders({ region, position, page: pageOfQuery(args.request) }),
    ]),
  )
  return { offices, former, position: position ?? '' }
}

/** Current and former office holders. */
export default function OfficesPage() {
  const { offices, former, position } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  return (
    <div className="grid gap-6">
      <OfficeCards region={region} offices={offices} />
      <FormerHolders region={region} former={former} position={position} />
    </div>
  )
}

export { RouteError as ErrorBoundary }
