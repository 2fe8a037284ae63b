import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Coins } from 'lucide-react'
import { STATISTICS_RANGES } from '#server/domain/economy/trade-statistics.ts'
import { load } from '#app/caller.server.ts'
import { RangeLinks } from '#app/components/range-links.tsx'
import { TRANSFER_WORDS } from '#app/components/region/transfer-words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Chart } from '#app/components/ui/chart.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { type TreasuryFlow } from '#app/lib/api-types.ts'
import { formatCredits } from '#app/lib/format.ts'
import { choiceOfQuery } from '#app/lib/route-param.ts'

export const meta: MetaFunction = () => [{ title: 'Treasury of the Council · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const range = choiceOfQuery(args.request, 'range', STATISTICS_RANGES) ?? '30d'
  return { range, treasury: await load(args, (api) => api.council.treasury({ range })) }
}

type Reason = TreasuryFlow['reasons'][number]

const COLUMNS: Column<Reason>[] = [
  { key: 'what', header: 'For', primary: true, cell: ({ reason }) => TRANSFER_WORDS[reason].label },
  { key: 'received', header: 'Received', numeric: true, cell: ({ received }) => formatCredits(received) },
  { key: 'paid', header: 'Spent', numeric: true, cell: ({ paid }) => formatCredits(paid) },
]

/** Tolls and taxes that the Council takes in the Nexus, and what it spends. */
export default function CouncilTreasuryPage() {
  const { range, treasury } = useLoaderData<typeof loader>()
  return (
    <>
      <RangeLinks range={range} />
      <Panel
        title="Treasury of the Council"
        description="Tolls of the gates and the tax on trade in the Nexus, by UTC day."
        flush
      >
        {treasury === null || treasury.reasons.length === 0 ? (
          <EmptyState title={treasury ? 'Nothing yet' : 'Not available'} icon={<Coins />}>
            {treasury
              ? 'No toll or tax was paid in this time.'
              : 'The Nexus does not exist yet, or cannot be reached right now. Try again soon.'}
          </EmptyState>
        ) : (
          <>
            <Table
              caption="Income and spending by reason"
              columns={COLUMNS}
              rows={treasury.reasons}
              rowKey={({ reason }) => reason}
            />
            {treasury.days.length < 2 ? null : (
              <div className="p-4 sm:p-6">
                <FlowChart treasury={treasury} />
              </div>
            )}
          </>
        )}
      </Panel>
    </>
  )
}

function FlowChart({ treasury: { days, flow } }: { treasury: TreasuryFlow }) {
  const sumOn = (counts: (row: TreasuryFlow['flow'][number]) => number) =>
    days.map((day) => flow.reduce((sum, row) => (row.day === day ? sum + counts(row) : sum), 0))
  return (
    <Chart
      label="Tolls, taxes and spending, credits"
      days={days}
      series={[
        {
          key: 'toll',
          label: 'Tolls',
          values: sumOn(({ reason, received }) => (reason === 'gate_toll' ? received : 0)),
        },
        {
          key: 'tax',
          label: 'Tax on trade',
          values: sumOn(({ reason, received }) => (reason === 'gate_toll' ? 0 : received)),
        },
        { key: 'paid', label: 'Spending', values: sumOn(({ paid }) => paid) },
      ]}
    />
  )
}

export { RouteError as ErrorBoundary }
