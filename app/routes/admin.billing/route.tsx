import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { pageOfSearch } from '#app/lib/page-of-search.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [{ title: 'Billing health · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const [drift, failures] = await Promise.all([
    load(args, (api) => api.billing.drift({ page: pageOfSearch(searchParams, 'page'), pageSize: 25 })),
    load(args, (api) =>
      api.billing.inboxFailures({ page: pageOfSearch(searchParams, 'inbox'), pageSize: 25 }),
    ),
  ])
  return { drift, failures }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const result = await attempt(args, (api) => api.billing.retryEvent({ eventId: formText(form, 'eventId') }))
  return result.ok
    ? redirectWithFlash('/admin/billing', 'Retrying the event')
    : redirectWithFlash('/admin/billing', result.message, 'danger')
}

type Data = Awaited<ReturnType<typeof loader>>
type Drift = Data['drift']['items'][number]
type Failed = Data['failures']['items'][number]

const DRIFT_COLUMNS: Column<Drift>[] = [
  { key: 'what', header: 'What', primary: true, cell: (row) => row.what },
  { key: 'owner', header: 'Owner', cell: (row) => row.owner },
  { key: 'status', header: 'Status', cell: (row) => <Badge>{row.status}</Badge> },
  { key: 'paypal', header: 'At PayPal', cell: (row) => row.paypalSubscriptionId ?? '–' },
  { key: 'at', header: 'When', cell: (row) => <Time at={row.at} /> },
]

const FAILURE_COLUMNS: Column<Failed>[] = [
  { key: 'type', header: 'Event', primary: true, cell: (row) => row.eventType },
  { key: 'error', header: 'Error', cell: (row) => row.error ?? '–' },
  { key: 'attempts', header: 'Attempts', numeric: true, cell: (row) => row.attempts },
  { key: 'state', header: 'Status', cell: (row) => (row.isOpen ? 'retrying' : 'gave up') },
  { key: 'at', header: 'Received', cell: (row) => <Time at={row.receivedAt} /> },
  {
    key: 'retry',
    header: 'Action',
    cell: (row) => (
      <Form method="post">
        <input type="hidden" name="eventId" value={row.eventId} />
        <Button type="submit" size="sm" aria-label={`Retry now: ${row.eventType} ${row.eventId}`}>
          Retry now
        </Button>
      </Form>
    ),
  },
]

export default function AdminBillingPage() {
  const { drift, failures } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['subscription'] })
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Billing health"
        description="Differences between our records and PayPal’s, flagged subscriptions, and PayPal events that failed."
        actions={<LinkButton to="/admin/disputes">Disputes</LinkButton>}
      />
      <div className="grid gap-6">
        <Panel title="Differences and flags" flush>
          {drift.total === 0 ? (
            <EmptyState icon={<ShieldCheck />} title="No differences found">
              We compare our records with PayPal’s every 15 minutes for open checkouts and overdue payments,
              and every night for all others.
            </EmptyState>
          ) : (
            <PagedTable
              caption="Differences and flags"
              columns={DRIFT_COLUMNS}
              of={drift}
              noun="entries"
              rowKey={(row) => row.id}
            />
          )}
        </Panel>
        <Panel title="Failed events" flush>
          {failures.total === 0 ? (
            <EmptyState icon={<ShieldCheck />} title="No failed events" />
          ) : (
            <PagedTable
              caption="Failed events"
              columns={FAILURE_COLUMNS}
              of={failures}
              noun="events"
              param="inbox"
              rowKey={(row) => row.eventId}
            />
          )}
        </Panel>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
