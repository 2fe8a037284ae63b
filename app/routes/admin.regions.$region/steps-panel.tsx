import { ServerCog } from 'lucide-react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { reconcileLabel } from '#server/domain/deployments/desired-state.ts'
import { type Region } from './facts-panel.tsx'

type Step = Region['deployment']['steps'][number]

const COLUMNS: Column<Step>[] = [
  { key: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
  { key: 'step', header: 'Step', primary: true, cell: ({ step }) => reconcileLabel(step) },
  {
    key: 'end',
    header: 'How it ended',
    cell: ({ error }) =>
      error === null ? 'Done' : <span className="text-danger wrap-anywhere">{error}</span>,
  },
]

/** What was done last to bring the region to what is wanted. */
export const StepsPanel = ({ steps }: { steps: readonly Step[] }) => (
  <Panel title="Last steps" flush>
    {steps.length === 0 ? (
      <EmptyState icon={<ServerCog />} title="Nothing was to be done yet" />
    ) : (
      <Table
        caption="Last steps, the newest first"
        columns={COLUMNS}
        rows={steps}
        rowKey={({ at, step }) => `${at} ${step}`}
      />
    )}
  </Panel>
)
