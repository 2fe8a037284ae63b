import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { DIRECTORY_SORTS } from '#server/domain/regions/directory.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RegionCard } from '#app/components/region/region-card.tsx'
import { RegionCompare } from '#app/components/region/region-compare.tsx'
import { GOVERNANCE_LABELS } from '#app/components/region/words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [
  { title: 'Regions · SectorWars 2102' },
  {
    name: 'description',
    content: 'Every region of the galaxy: who governs it, what it taxes, who lives there.',
  },
]

const SORT_LABELS: Record<(typeof DIRECTORY_SORTS)[number], string> = {
  name: 'Name',
  citizens: 'Most citizens',
  tax: 'Lowest tax',
  age: 'Oldest',
}

export const loader = async (args: LoaderFunctionArgs) => {
  const { request } = args
  const search = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 60)
  const governanceType = choiceOfQuery(request, 'government', GOVERNANCE_TYPES)
  const sort = choiceOfQuery(request, 'sort', DIRECTORY_SORTS) ?? 'name'
  const view = choiceOfQuery(request, 'view', ['cards', 'table']) ?? 'cards'
  const regions = await load(args, (api) =>
    api.regions.directory({
      search,
      sort,
      page: pageOfQuery(request),
      pageSize: 24,
      ...(governanceType === undefined ? {} : { governanceType }),
    }),
  )
  return { regions, search, sort, view, governanceType: governanceType ?? '' }
}

export default function DirectoryPage() {
  const { regions, search, sort, view, governanceType } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  useLiveRevalidation({ topics: ['region'] })
  const other = new URLSearchParams(query)
  other.set('view', view === 'cards' ? 'table' : 'cards')
  return (
    <>
      <PageHeader
        title="Regions"
        eyebrow="The galaxy"
        description={`Each region has ${REGION_SECTORS} sectors and is run by its own people. Find one to join.`}
        actions={
          <LinkButton to={`?${other.toString()}`} preventScrollReset>
            {view === 'cards' ? 'Show as table' : 'Show as cards'}
          </LinkButton>
        }
      />
      <div className="grid gap-6">
        <Panel flush>
          <FilterBar
            label="Find a region"
            search={{ name: 'q', label: 'Name', value: search }}
            hidden={{ view }}
            filters={[
              {
                name: 'government',
                label: 'Government',
                value: governanceType,
                options: GOVERNANCE_TYPES.map((value) => ({ value, label: GOVERNANCE_LABELS[value] })),
              },
              {
                name: 'sort',
                label: 'Sort by',
                value: sort,
                isOrder: true,
                options: DIRECTORY_SORTS.map((value) => ({ value, label: SORT_LABELS[value] })),
              },
            ]}
          />
        </Panel>
        {regions.items.length === 0 ? (
          <Panel>
            <EmptyState
              title={search === '' && governanceType === '' ? 'No regions yet' : 'No matching regions'}
              action={
                <LinkButton to="/pricing" variant="primary">
                  Found a region
                </LinkButton>
              }
            >
              You can found your own.
            </EmptyState>
          </Panel>
        ) : view === 'table' ? (
          <Panel flush>
            <RegionCompare regions={regions.items} sort={sort} />
          </Panel>
        ) : (
          <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {regions.items.map((region) => (
              <li key={region.id} className="grid">
                <RegionCard region={region} />
              </li>
            ))}
          </ul>
        )}
        <Pagination {...regions} noun="regions" />
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
