import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CreditCard } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { SUBSCRIPTION_COLUMNS } from '#app/components/admin/subscription-columns.tsx'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionLine } from '#app/lib/api-types.ts'
import { formatLabel } from '#app/lib/format.ts'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'

export const meta: MetaFunction = () => [{ title: 'Subscriptions · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const text = new URL(args.request.url).searchParams.get('text')?.trim() ?? ''
  const status = choiceOfQuery(args.request, 'status', SUBSCRIPTION_STATUSES)
  const page = pageOfQuery(args.request)
  const found = await load(args, (api) => api.billing.listAll({ text, status, page }))
  return { text, status, found }
}

const COLUMNS: Column<SubscriptionLine>[] = [
  ...SUBSCRIPTION_COLUMNS,
  {
    key: 'paypal',
    header: 'PayPal ID',
    cell: ({ paypalSubscriptionId }) => <span className="break-all">{paypalSubscriptionId ?? '–'}</span>,
  },
  { key: 'since', header: 'Opened', cell: ({ createdAt }) => <Time at={createdAt} format="date" /> },
]

/** Subscriptions and checkouts of everybody. */
export default function AdminSubscriptionsPage() {
  const { text, status, found } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Subscriptions"
        description="Subscriptions and checkouts of all players, the newest first."
        actions={<LinkButton to="/admin/billing">Billing health</LinkButton>}
      />
      <Panel className="mb-6" flush>
        <FilterBar
          label="Search subscriptions"
          search={{
            name: 'text',
            label: 'PayPal ID, callsign or region name, in full',
            value: text,
            maxLength: 100,
          }}
          filters={[
            {
              name: 'status',
              label: 'Status',
              value: status ?? '',
              options: SUBSCRIPTION_STATUSES.map((value) => ({ value, label: formatLabel(value) })),
            },
          ]}
        />
      </Panel>
      <Panel flush>
        <PagedTable
          caption="Subscriptions"
          columns={COLUMNS}
          of={found}
          noun="subscriptions"
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="No subscription found" icon={<CreditCard />}>
              A search takes the whole ID, callsign or name.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
