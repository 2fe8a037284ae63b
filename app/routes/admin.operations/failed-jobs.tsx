import { Form } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type FailedJob = NonNullable<ApiOutputs['operations']['failedJobs']>[number]

const COLUMNS: Column<FailedJob>[] = [
  {
    key: 'job',
    header: 'Job',
    primary: true,
    cell: ({ name, id }) => (
      <>
        <span className="wrap-anywhere">{name}</span>
        <span className="text-ink-2 block text-sm font-normal wrap-anywhere">{id}</span>
      </>
    ),
  },
  { key: 'queue', header: 'Queue', cell: ({ queue }) => queue },
  { key: 'attempts', header: 'Attempts', numeric: true, cell: ({ attempts }) => formatNumber(attempts) },
  { key: 'failed', header: 'Failed', cell: ({ failedAt }) => <Time at={failedAt} /> },
  {
    key: 'acts',
    header: 'Settle',
    cell: ({ queue, id, name }) => (
      <div className="flex flex-wrap gap-2 @max-xl:justify-end">
        <Form method="post">
          <input type="hidden" name="queue" value={queue} />
          <input type="hidden" name="id" value={id} />
          <Button type="submit" name="intent" value="retry" size="sm" aria-label={`Run ${name} ${id} again`}>
            Run again
          </Button>
        </Form>
        <ConfirmDialog
          trigger={
            <Button variant="danger" size="sm" aria-label={`Remove ${name} ${id}`}>
              Remove
            </Button>
          }
          title={`Remove ${name}?`}
          confirmLabel="Remove"
          tone="danger"
          fields={{ intent: 'remove', queue, id }}
        >
          It is not run again. What it was for is found again by the next sweep, if it still has to be done.
        </ConfirmDialog>
      </div>
    ),
  },
]

/** Jobs that failed for the last time. */
export const FailedJobs = ({ jobs }: { jobs: readonly FailedJob[] }) => (
  <Table
    caption="Failed jobs, newest first"
    columns={COLUMNS}
    rows={jobs}
    rowKey={({ queue, id }) => `${queue} ${id}`}
    empty={<EmptyState icon={<ShieldCheck />} title="No failed jobs" />}
  />
)
