import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ReceiptText } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { PLANS } from '#server/domain/billing/plans.ts'

export const meta: MetaFunction = () => [{ title: 'Payments · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) =>
    api.billing.paymentsOf({
      subscriptionId: args.params.subscription ?? '',
      page: pageOfQuery(args.request),
    }),
  )

type Payment = ApiOutputs['billing']['paymentsOf']['items'][number]

const COLUMNS: Column<Payment>[] = [
  {
    key: 'at',
    header: 'Paid',
    primary: true,
    cell: ({ id, at }) => (
      <Link className="link" to={`/admin/payments/${id}`}>
        <Time at={at} />
      </Link>
    ),
  },
  { key: 'number', header: 'Number', cell: ({ number }) => <span className="break-all">{number}</span> },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ amount, currency }) => `${amount} ${currency}`,
  },
  {
    key: 'returned',
    header: 'Returned',
    numeric: true,
    cell: ({ returned, currency }) => `${returned} ${currency}`,
  },
]

/** What was paid for one subscription. */
export default function SubscriptionPaymentsPage() {
  const found = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title={`Payments of ${found.buyer.callsign}`}
        description={PLANS[found.plan].name}
        actions={<LinkButton to="/admin/subscriptions">All subscriptions</LinkButton>}
      />
      <Panel flush>
        <PagedTable
          caption="Payments"
          columns={COLUMNS}
          of={found}
          noun="payments"
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<ReceiptText />} title="Nothing was paid yet" />}
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
