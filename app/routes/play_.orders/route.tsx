import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PilotTabs } from '#app/components/pilot-tabs.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { LogPager } from '#app/components/ui/log-pager.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCredits, formatNumber, formatSigned } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export const meta: MetaFunction = () => [{ title: 'Trades · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const after = new URL(args.request.url).searchParams.get('after') ?? undefined
  return load(args, (api) => api.trade.orders({ after }))
}

type Trade = ApiOutputs['trade']['orders']['items'][number]

const COLUMNS: Column<Trade>[] = [
  {
    key: 'what',
    header: 'Trade',
    primary: true,
    cell: ({ side, quantity, commodity }) =>
      `${side === 'buy' ? 'Bought' : 'Sold'} ${formatNumber(quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`,
  },
  { key: 'port', header: 'Port', cell: ({ port }) => port?.name ?? 'A port that is gone' },
  { key: 'price', header: 'Price', numeric: true, cell: ({ price }) => formatCredits(price) },
  {
    key: 'levies',
    header: 'Tax and tariff',
    numeric: true,
    cell: ({ tax, tariff }) => formatCredits(tax + tariff),
  },
  {
    key: 'net',
    header: 'Your purse',
    numeric: true,
    cell: ({ side, net, docking }) => `${formatSigned((side === 'buy' ? -net : net) - docking.berthFee)} cr`,
  },
  { key: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
]

export default function OrdersPage() {
  const { items, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Ship"
        title="Your trades"
        description="Your filled orders where you are, newest first. The last column counts the berth."
        actions={<LinkButton to="/play">Back to your ship</LinkButton>}
      />
      <PilotTabs />
      <Panel flush>
        <Table
          caption="Your trades"
          columns={COLUMNS}
          rows={items}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title="No trades yet"
              action={
                <LinkButton to="/play/prices" variant="primary">
                  See what to trade
                </LinkButton>
              }
            >
              Buy a good where it is made, sell it where it is used.
            </EmptyState>
          }
        />
      </Panel>
      <LogPager next={next} noun="trades" className="mt-4" />
    </>
  )
}

export { RouteError as ErrorBoundary }
