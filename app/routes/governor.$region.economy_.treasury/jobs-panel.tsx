import { ClipboardList } from 'lucide-react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { useTimeZone } from '#app/lib/reader.tsx'
import { type OrdersView } from './orders-view.ts'

type Job = OrdersView['jobs'][number]

const columnsIn = (timeZone: string): Column<Job>[] => [
  {
    key: 'good',
    header: 'Good',
    primary: true,
    cell: ({ commodity }) => (commodity === null ? '–' : COMMODITY_LABELS[commodity]),
  },
  { key: 'port', header: 'Port', cell: ({ port }) => `${port.name}, ${port.sectorName}` },
  {
    key: 'units',
    header: 'Delivered',
    numeric: true,
    cell: ({ delivered, units }) => `${formatNumber(delivered)} of ${formatNumber(units)}`,
  },
  {
    key: 'premium',
    header: 'Premium a unit',
    numeric: true,
    cell: ({ premiumPerUnit }) => formatCredits(premiumPerUnit ?? 0),
  },
  { key: 'escrow', header: 'Set aside', numeric: true, cell: ({ premium }) => formatCredits(premium) },
  {
    key: 'due',
    header: `Deadline (${timeZone})`,
    numeric: true,
    cell: ({ dueAt }) => <Time at={dueAt} />,
  },
]

/** Jobs that pilots can fill, the most urgent first. */
export function JobsPanel({ view: { jobs, mostJobs } }: { view: OrdersView }) {
  const columns = columnsIn(useTimeZone())
  return (
    <Panel
      title="Open jobs"
      description={`${jobs.length} of ${mostJobs}. Any pilot who sells the good at the port gets the premium on top; owner and office holders do not. What nobody earned returns at the deadline.`}
      flush
    >
      <Table
        caption="Open jobs"
        columns={columns}
        rows={jobs}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No open jobs" icon={<ClipboardList />}>
            A job pays pilots a premium for goods that a port needs.
          </EmptyState>
        }
      />
    </Panel>
  )
}
