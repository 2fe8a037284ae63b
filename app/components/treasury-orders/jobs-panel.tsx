import { ClipboardList } from 'lucide-react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { useTimeZone } from '#app/lib/reader.tsx'
import { type OrdersView } from './orders-view.ts'
import { VoteTerms } from './vote-terms.tsx'

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

type Props = {
  view: OrdersView
  /** One for each job. */
  orderIds: readonly string[]
  /** Why the reader cannot withdraw one. */
  refusal: string | null
  error: string | null
}

/** Jobs that pilots can fill, the most urgent first. */
export function JobsPanel({ view, orderIds, refusal, error }: Props) {
  const { jobs, mostJobs, ways } = view
  const columns = columnsIn(useTimeZone())
  const action: Column<Job> = {
    key: 'action',
    header: 'Action',
    numeric: true,
    cell: (job) => (
      <Withdraw job={job} orderId={orderIds[jobs.indexOf(job)] ?? ''} byVote={ways.withdrawal === 'vote'} />
    ),
  }
  return (
    <Panel
      title="Open jobs"
      description={`${jobs.length} of ${mostJobs}. Any pilot who sells the good at the port gets the premium on top; owner, office holders and who proposed the job do not. What nobody earned returns at the deadline.`}
      flush
    >
      {error === null ? null : (
        <div className="px-4 pt-4 sm:px-6">
          <FormError message={error} />
        </div>
      )}
      <Table
        caption="Open jobs"
        columns={refusal === null ? [...columns, action] : columns}
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

function Withdraw({ job, orderId, byVote }: { job: Job; orderId: string; byVote: boolean }) {
  const good = job.commodity === null ? 'goods' : COMMODITY_LABELS[job.commodity].toLowerCase()
  const where = `${good} at ${job.port.name}`
  return (
    <ConfirmDialog
      title={byVote ? `Propose to withdraw the job for ${where}?` : `Withdraw the job for ${where}?`}
      confirmLabel={byVote ? 'Put to a vote' : 'Withdraw job'}
      tone={byVote ? 'primary' : 'danger'}
      trigger={
        <Button size="sm" variant="ghost">
          <span>
            {byVote ? 'Propose to withdraw' : 'Withdraw'}
            <span className="sr-only"> the job for {where}</span>
          </span>
        </Button>
      }
      fields={{ intent: 'withdrawal', orderId, jobId: job.id }}
      controls={byVote ? <VoteTerms /> : undefined}
    >
      {byVote
        ? 'If the vote passes, the job ends and what nobody earned until then returns to the treasury.'
        : `The job ends now and ${formatCredits(job.premium)} return to the treasury. What was delivered stays paid.`}{' '}
      Pilots who are on their way with goods get only the price of the market.
    </ConfirmDialog>
  )
}
