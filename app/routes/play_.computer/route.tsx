import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { FilterBar, type Filter } from '#app/components/region/filter-bar.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { filterOfQuery, SECURITY_LEVELS } from '#app/lib/route-filter.ts'
import { choiceOfQuery } from '#app/lib/route-param.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { AcrossTable } from './across-table.tsx'
import { IdeasTable } from './ideas-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Trade computer · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const good = choiceOfQuery(args.request, 'good', COMMODITIES)
  const to = new URL(args.request.url).searchParams.get('to') ?? ''
  const filter = filterOfQuery(args.request)
  const destinations = (await load(args, (api) => api.travel.destinations())).filter(({ isHere }) => !isHere)
  return {
    ...{ good: good ?? null, to, filter, destinations },
    found:
      to === ''
        ? { across: null, ideas: await load(args, (api) => api.trade.ideas({ commodity: good })) }
        : {
            across: await load(args, (api) => api.trade.across({ to, commodity: good, ...filter })),
            ideas: null,
          },
  }
}

export default function TradeComputerPage() {
  const { good, to, filter, destinations, found } = useLoaderData<typeof loader>()
  const { freeHolds, purse } = found.across ?? found.ideas
  return (
    <>
      <PageHeader
        eyebrow="Trade"
        title="Trade computer"
        description={`Where to buy and where to sell among ${portsOf(found)}, for ${formatNumber(freeHolds)} free holds and ${formatCredits(purse)}. Most profit per turn first, after taxes, berths and all ways.`}
        actions={
          <>
            <LinkButton to="/play/compare">Compare two ports</LinkButton>
            <LinkButton to="/play">Back to your ship</LinkButton>
          </>
        }
      />
      <div className="grid gap-6">
        <Panel flush>
          <FilterBar
            label="Choose a good and where to sell it"
            filters={[
              {
                name: 'good',
                label: 'Good',
                value: good ?? '',
                options: COMMODITIES.map((value) => ({ value, label: COMMODITY_LABELS[value] })),
              },
              {
                name: 'to',
                label: 'Sell in',
                value: to,
                options: [
                  { value: '', label: 'This galaxy' },
                  ...destinations.map(({ ref, displayName }) => ({ value: ref, label: displayName })),
                ],
                isOrder: true,
              },
              ...(found.across ? wayFilters(filter) : []),
            ]}
          />
        </Panel>
        <Panel
          title="Best trades"
          description="What is out of sight counts as your ship last saw it. Prices move: an old one may bring less."
          flush
        >
          {found.across ? (
            <AcrossTable across={found.across} filter={filter} />
          ) : (
            <IdeasTable ideas={found.ideas} />
          )}
        </Panel>
      </div>
    </>
  )
}

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

const portsOf = ({ across, ideas }: Found): string =>
  across
    ? `the ${formatNumber(across.knownPorts)} ports that you know here and the ${formatNumber(across.knownPortsThere)} in ${across.there.displayName}`
    : `the ${formatNumber(ideas.knownPorts)} ports that you know`

/** What the ways to and from the gates must keep to. */
const wayFilters = ({ avoidsFights, lowestSecurity }: RouteFilter): Filter[] => [
  {
    name: 'security',
    label: 'Lowest security',
    value: String(lowestSecurity),
    options: Array.from({ length: SECURITY_LEVELS }, (_, index) => ({
      value: String(index + 1),
      label: index === 0 ? 'Any' : `${index + 1} or more`,
    })),
    isOrder: true,
  },
  {
    name: 'peaceful',
    label: 'Attacks on the way',
    value: avoidsFights ? 'yes' : '',
    options: [
      { value: '', label: 'May happen' },
      { value: 'yes', label: 'Nowhere allowed' },
    ],
    isOrder: true,
  },
]

export { RouteError as ErrorBoundary }
