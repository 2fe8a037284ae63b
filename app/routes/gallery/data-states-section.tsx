import { DiffList } from '#app/components/ui/diff-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Meter } from '#app/components/ui/meter.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { TextWithTimes } from '#app/components/ui/text-with-times.tsx'
import { formatBasisPoints, formatCredits } from '#app/lib/format.ts'
import { RECALL_STATUSES } from '#server/domain/elections/recall.ts'
import { GALLERY_TIME, ROWS } from './samples.ts'

const METER_TONES = ['accent', 'success', 'warning', 'danger'] as const

const COLUMNS = [
  { key: 'name', header: 'Region', primary: true, cell: (row: (typeof ROWS)[number]) => row.name },
  {
    key: 'tax',
    header: 'Tax',
    numeric: true,
    cell: (row: (typeof ROWS)[number]) => formatBasisPoints(row.taxBp),
  },
  {
    key: 'treasury',
    header: 'Treasury',
    numeric: true,
    cell: (row: (typeof ROWS)[number]) => formatCredits(row.treasury),
  },
]

/** Empty lists, first and last pages, and values at their limits. */
export function DataStatesSection() {
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <Panel title="A table that scrolls" flush>
        <Table
          layout="scroll"
          caption="Regions in a box that scrolls"
          rows={ROWS}
          rowKey={(row) => row.name}
          columns={COLUMNS}
        />
        <div className="border-line border-t px-4 sm:px-6">
          <Pagination page={1} pageSize={20} total={41} noun="regions at the first page" param="first" />
          <Pagination page={3} pageSize={20} total={41} noun="regions at the last page" param="last" />
          <Pagination page={1} pageSize={20} total={3} noun="regions on one page" param="only" />
        </div>
      </Panel>
      <Panel title="A table without rows" flush>
        <Table
          caption="Nobody’s regions"
          rows={[]}
          rowKey={(row: (typeof ROWS)[number]) => row.name}
          columns={COLUMNS}
          empty={
            <EmptyState
              title="You own no region"
              action={<LinkButton to="/found">Found a region</LinkButton>}
            />
          }
        />
      </Panel>
      <Panel title="Meters">
        <div className="grid gap-4">
          {METER_TONES.map((tone) => (
            <Meter key={tone} label={`Cargo, ${tone}`} value={30} max={50} text="30 of 50" tone={tone} />
          ))}
          <Meter label="Turns, none left" value={0} max={250} text="0 of 250" tone="danger" />
          <Meter
            label="Signatures"
            value={120}
            max={120}
            text="120 of 120 have signed"
            mark={{ at: 40, label: 'The 40 needed are reached' }}
            tone="success"
          />
        </div>
      </Panel>
      <Panel title="Words about states">
        <div className="grid gap-4">
          <DiffList changes={[]} />
          <p>
            <TextWithTimes text={`Voting closes ${GALLERY_TIME}; the tax of 2102-11-22 holds until then.`} />
          </p>
          <p className="flex flex-wrap gap-2">
            {RECALL_STATUSES.map((status) => (
              <StatusBadge key={status} kind="recall" status={status} />
            ))}
          </p>
        </div>
      </Panel>
    </div>
  )
}
