import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CircleDollarSign } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export const meta: MetaFunction = () => [{ title: 'Prices · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) => api.billing.planPrices({ page: pageOfQuery(args.request), pageSize: 25 }))

type Plan = ApiOutputs['billing']['planPrices']['items'][number]

const COLUMNS: Column<Plan>[] = [
  {
    key: 'plan',
    header: 'Plan',
    primary: true,
    cell: ({ id, name }) => (
      <Link className="link" to={`/admin/prices/${id}`}>
        {name}
      </Link>
    ),
  },
  { key: 'price', header: 'A month', numeric: true, cell: ({ price, currency }) => `${price} ${currency}` },
  {
    key: 'state',
    header: 'Status',
    cell: ({ onSaleUntil, move }) => (
      <span className="flex flex-wrap gap-2">
        {onSaleUntil === null ? <Badge tone="success">On sale</Badge> : <Badge>Earlier price</Badge>}
        {move ? <Badge tone="info">Moves to {move.price}</Badge> : null}
      </span>
    ),
  },
  {
    key: 'from',
    header: 'On sale from',
    // Plans that were made before prices had dates.
    cell: ({ onSaleFrom }) =>
      Date.parse(onSaleFrom) === 0 ? 'The beginning' : <Time at={onSaleFrom} format="date" />,
  },
  {
    key: 'until',
    header: 'Until',
    cell: ({ onSaleUntil }) => (onSaleUntil ? <Time at={onSaleUntil} format="date" /> : '–'),
  },
  {
    key: 'subscribers',
    header: 'Subscribers',
    numeric: true,
    cell: ({ subscribers }) => formatNumber(subscribers),
  },
]

/** What new buyers pay, and what those pay who bought at an earlier price. */
export default function AdminPricesPage() {
  const plans = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Prices"
        description="A new price is for new buyers. Present subscribers keep their price until you announce a move, 30 days ahead."
        actions={<LinkButton to="/admin/revenue">Revenue</LinkButton>}
      />
      <Panel title="Plans and their prices" flush>
        <PagedTable
          caption="Plans at PayPal, the newest first"
          columns={COLUMNS}
          of={plans}
          noun="plans"
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<CircleDollarSign />} title="No plans yet">
              They are made at PayPal when the game starts and PayPal answers.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
