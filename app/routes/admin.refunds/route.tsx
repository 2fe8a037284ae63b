import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Undo2 } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { REFUND_COLUMNS } from '#app/components/admin/refund-columns.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { type RefundLine } from '#app/lib/api-types.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [{ title: 'Refunds · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) => api.billing.refunds({ page: pageOfQuery(args.request) }))

const COLUMNS: Column<RefundLine>[] = [
  {
    key: 'buyer',
    header: 'Buyer',
    primary: true,
    cell: ({ paymentId, buyer }) => (
      <Link className="link" to={`/admin/payments/${paymentId}`}>
        {buyer.callsign}
      </Link>
    ),
  },
  ...REFUND_COLUMNS,
]

/** Refunds of everybody by our own call. */
export default function RefundsPage() {
  const refunds = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['subscription', 'notification'] })
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Refunds"
        description="What administrators and the platform gave back, the newest first. Open one to try again what PayPal refused."
        actions={<LinkButton to="/admin/subscriptions">Subscriptions</LinkButton>}
      />
      <Panel flush>
        <PagedTable
          caption="Refunds"
          columns={COLUMNS}
          of={refunds}
          noun="refunds"
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<Undo2 />} title="Nothing was refunded yet">
              To refund a payment, open its subscription and choose the payment.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
