import { Link } from '@remix-run/react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type TimelineEntry } from '#server/domain/billing/subscription-output.ts'
import { timelineLabel } from './timeline-words.ts'

export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  if (entries.length === 0) return <EmptyState title="No payments yet" />
  const columns: Column<TimelineEntry>[] = [
    { key: 'at', header: 'When', cell: (entry) => <Time at={entry.at} /> },
    {
      key: 'what',
      header: 'Event',
      primary: true,
      cell: (entry) => (
        <>
          {timelineLabel(entry)}
          {entry.until ? (
            <span className="text-ink-2 font-normal">
              {' '}
              until <Time at={entry.until} format="date" />
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'for', header: 'For', cell: (entry) => entry.subscriptionName },
    {
      key: 'amount',
      header: 'Amount',
      numeric: true,
      cell: (entry) => (entry.amount ? `${entry.amount.value} ${entry.amount.currency}` : ''),
    },
    {
      key: 'receipt',
      header: 'Receipt',
      cell: ({ paymentId, amount, subscriptionName }) =>
        paymentId === null ? (
          ''
        ) : (
          <Link
            className="link inline-flex min-h-8 items-center"
            to={`/account/billing/receipts/${paymentId}`}
            aria-label={`Receipt: ${amount?.value ?? ''} for ${subscriptionName}`}
          >
            Receipt
          </Link>
        ),
    },
  ]
  return <Table caption="Payment history" columns={columns} rows={entries} rowKey={(entry) => entry.id} />
}
