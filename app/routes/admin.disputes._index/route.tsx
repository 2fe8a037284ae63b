import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { disputeState } from '#app/components/admin/dispute-state.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatLabel } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [{ title: 'Disputes · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) => api.billing.disputes({ page: pageOfQuery(args.request), pageSize: 25 }))

type Dispute = ApiOutputs['billing']['disputes']['items'][number]

const COLUMNS: Column<Dispute>[] = [
  {
    key: 'payment',
    header: 'Payment',
    primary: true,
    cell: ({ saleId }) => (
      <Link className="link break-all" to={`/admin/disputes/${saleId}`}>
        {saleId}
      </Link>
    ),
  },
  {
    key: 'owner',
    header: 'Owner',
    cell: ({ owner }) => (
      <Link className="link" to={`/admin/players/${owner.id}`}>
        {owner.callsign}
      </Link>
    ),
  },
  { key: 'region', header: 'Region', cell: ({ region }) => region ?? '–' },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ amount, currency }) => `${amount} ${currency}`,
  },
  { key: 'reason', header: 'Reason', cell: ({ reason }) => formatLabel(reason.toLowerCase()) },
  { key: 'state', header: 'Status', cell: disputeState },
  { key: 'opened', header: 'Opened', cell: ({ openedAt }) => <Time at={openedAt} format="date" /> },
]

/** Payments that somebody disputes, and how it ended. */
export default function AdminDisputesPage() {
  const disputes = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['subscription'] })
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Disputes"
        description="Answer them at PayPal. A payment that is taken back closes its region until the dispute ends, for 75 days at most."
        actions={<LinkButton to="/admin/billing">Billing health</LinkButton>}
      />
      <Panel title="Disputed payments" flush>
        <PagedTable
          caption="Disputes, the newest first"
          columns={COLUMNS}
          of={disputes}
          noun="disputes"
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<ShieldCheck />} title="No payment was ever disputed">
              Disputes appear here as soon as PayPal tells of them.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
