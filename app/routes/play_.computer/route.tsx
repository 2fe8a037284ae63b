import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { choiceOfQuery } from '#app/lib/route-param.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { IdeasTable } from './ideas-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Trade computer · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const good = choiceOfQuery(args.request, 'good', COMMODITIES)
  return { good: good ?? null, ideas: await load(args, (api) => api.trade.ideas({ commodity: good })) }
}

export default function TradeComputerPage() {
  const { good, ideas } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Trade"
        title="Trade computer"
        description={`Where to buy and where to sell among the ${formatNumber(ideas.knownPorts)} ports that you know, for ${formatNumber(ideas.freeHolds)} free holds and ${formatCredits(ideas.purse)}. Most profit per turn first, after taxes, berths and both ways.`}
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
            label="Choose a good"
            filters={[
              {
                name: 'good',
                label: 'Good',
                value: good ?? '',
                options: COMMODITIES.map((value) => ({ value, label: COMMODITY_LABELS[value] })),
              },
            ]}
          />
        </Panel>
        <Panel
          title="Best trades"
          description="What is out of sight counts as your ship last saw it. Prices move: an old one may bring less."
          flush
        >
          <IdeasTable ideas={ideas} />
        </Panel>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
