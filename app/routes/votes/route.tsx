import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MATTER_KINDS } from '#server/domain/voting/matters.ts'
import { load } from '#app/caller.server.ts'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { MATTER_LABELS } from '#app/components/region/words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { DecidedList } from './decided-list.tsx'
import { MatterList } from './matter-list.tsx'
import { NoOpenItems } from './no-open-items.tsx'
import { PlaceList } from './place-list.tsx'

const ORDERS = ['time', 'region'] as const

export const meta: MetaFunction = () => [{ title: 'My votes · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const { request } = args
  const region = new URL(request.url).searchParams.get('region')?.trim() || undefined
  const kind = choiceOfQuery(request, 'kind', MATTER_KINDS)
  const order = choiceOfQuery(request, 'order', ORDERS) ?? 'time'
  const [matters, decided, places] = await load(args, (api) =>
    Promise.all([
      api.voting.matters({ region, kind, byRegion: order === 'region', page: pageOfQuery(request) }),
      api.policies.myVotes({
        show: 'closed',
        region,
        page: pageOfQuery(request, 'decided'),
        pageSize: 10,
      }),
      api.voting.places(),
    ]),
  )
  return { matters, decided, places, region: region ?? '', kind: kind ?? '', order }
}

/** Everything the viewer can vote on, run for or sign in all regions, and past results. */
export default function VotesPage() {
  const { matters, decided, places, region, kind, order } = useLoaderData<typeof loader>()
  useLiveRevalidation({
    regions: places.map((place) => place.region.id),
    topics: ['policy', 'election', 'treaty', 'council', 'membership'],
  })
  return (
    <>
      <PageHeader
        title="My votes"
        eyebrow="Your say"
        description="Everything you can vote on, run for or sign in your regions."
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          <Panel title="Open now" flush footer={<Pagination {...matters} noun="items" />}>
            <FilterBar
              label="Filter open votes"
              filters={[
                {
                  name: 'region',
                  label: 'Region',
                  value: region,
                  options: places.map((place) => ({
                    value: place.region.name,
                    label: place.region.displayName,
                  })),
                },
                {
                  name: 'kind',
                  label: 'Type',
                  value: kind,
                  options: MATTER_KINDS.map((value) => ({ value, label: MATTER_LABELS[value] })),
                },
                {
                  name: 'order',
                  label: 'Sort by',
                  value: order,
                  isOrder: true,
                  options: [
                    { value: 'time', label: 'Soonest first' },
                    { value: 'region', label: 'By region' },
                  ],
                },
              ]}
            />
            {matters.items.length === 0 ? (
              <NoOpenItems isFiltered={region !== '' || kind !== ''} hasPlaces={places.length > 0} />
            ) : (
              <MatterList matters={matters.items} byRegion={order === 'region'} />
            )}
          </Panel>
          {decided.total === 0 ? null : (
            <Panel title="Past votes" footer={<Pagination {...decided} noun="past votes" param="decided" />}>
              <DecidedList votes={decided.items} />
            </Panel>
          )}
        </div>
        <PlaceList places={places} />
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
