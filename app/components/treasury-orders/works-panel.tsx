import { Hammer } from 'lucide-react'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits } from '#app/lib/format.ts'
import { MAX_WORKS_LEVEL, WORKS_UPKEEP_PER_LEVEL } from '#server/domain/economy/works.ts'
import { type OrdersView, type WorksPort } from './orders-view.ts'
import { Refusal } from './refusal.tsx'
import { VOTE_WORDS, VoteTerms } from './vote-terms.tsx'

type Props = {
  view: OrdersView
  /** One for each port of the page. */
  orderIds: readonly string[]
  refusal: string | null
  error: string | null
}

/** A level is a tenth of a port's size. */
const sizeWords = (level: number) => (level === 0 ? '–' : `+${level * 10}%`)
const upkeepOf = (level: number) =>
  level === 0 ? '–' : formatCredits(WORKS_UPKEEP_PER_LEVEL * BigInt(level))

const COLUMNS: Column<WorksPort>[] = [
  {
    key: 'port',
    header: 'Port',
    primary: true,
    cell: ({ name, sectorName }) => (
      <>
        {name}
        <span className="text-ink-2 block text-sm font-normal">{sectorName}</span>
      </>
    ),
  },
  { key: 'level', header: 'Level', numeric: true, cell: ({ level }) => `${level} of ${MAX_WORKS_LEVEL}` },
  { key: 'today', header: 'Size today', numeric: true, cell: ({ running }) => sizeWords(running) },
  { key: 'upkeep', header: 'Upkeep a day', numeric: true, cell: ({ level }) => upkeepOf(level) },
  {
    key: 'next',
    header: 'Next level',
    numeric: true,
    cell: ({ level, nextCost }) =>
      nextCost === null ? 'Fully built' : `${sizeWords(level + 1)} for ${formatCredits(nextCost)}`,
  },
]

/** Works at ports, those that have some first. */
export function WorksPanel({ view, orderIds, refusal, error }: Props) {
  const { works, treasury, good, ways } = view
  const action: Column<WorksPort> = {
    key: 'action',
    header: 'Action',
    numeric: true,
    cell: (port) => (
      <Raise
        port={port}
        treasury={treasury}
        orderId={orderIds[works.items.indexOf(port)] ?? ''}
        byVote={ways.works === 'vote'}
      />
    ),
  }
  return (
    <Panel
      title="Works"
      description={`Each level makes a port a tenth larger: it stocks and trades more at the same prices. It counts from the next midnight UTC. Upkeep is ${upkeepOf(1)} a level and day; a port whose upkeep is not paid stands still that day.`}
      flush
      footer={<Pagination {...works} noun="ports" />}
    >
      {refusal === null && error === null ? null : (
        <div className="grid gap-4 px-4 pt-4 sm:px-6">
          <Refusal reason={refusal} />
          <FormError message={error} />
        </div>
      )}
      <FilterBar
        label="Find a port"
        filters={[]}
        search={{ name: 'q', label: 'Port or sector', value: works.search }}
        hidden={good === null ? {} : { good }}
      />
      <Table
        caption="Works by port"
        columns={refusal === null ? [...COLUMNS, action] : COLUMNS}
        rows={works.items}
        rowKey={({ id }) => String(id)}
        empty={
          works.search === '' ? (
            <EmptyState title="No ports" icon={<Hammer />}>
              This region has no port that could be made larger.
            </EmptyState>
          ) : (
            <EmptyState title="No such port" icon={<Hammer />}>
              No port or sector here has this in its name.
            </EmptyState>
          )
        }
      />
    </Panel>
  )
}

type RaiseProps = { port: WorksPort; treasury: number; orderId: string; byVote: boolean }

function Raise({ port, treasury, orderId, byVote }: RaiseProps) {
  const { id, name, level, nextCost } = port
  if (nextCost === null) return '–'
  if (!byVote && treasury < nextCost)
    return <span className="text-ink-2 text-sm">The treasury has too little</span>
  const fields = { intent: 'works', orderId, portId: String(id) }
  const price = formatCredits(nextCost)
  const next = level + 1
  const trigger = (
    <Button size="sm">
      <span>
        {byVote ? 'Propose' : 'Raise'}
        <span className="sr-only"> {name}</span>
      </span>
    </Button>
  )
  const effect = `makes the port ${next * 10}% larger than without works. The upkeep is ${upkeepOf(next)} a day, paid a day ahead.`
  if (byVote)
    return (
      <ConfirmDialog
        {...{ trigger, fields }}
        title={`Propose to raise ${name} to level ${next}?`}
        confirmLabel="Put to a vote"
        tone="primary"
        controls={<VoteTerms />}
      >
        It costs {price} and {effect} {VOTE_WORDS}
      </ConfirmDialog>
    )
  return (
    <ConfirmDialog
      {...{ trigger, fields }}
      title={`Raise ${name} to level ${next}?`}
      confirmLabel={`Pay ${price}`}
      tone="primary"
    >
      The treasury pays {price} now and gets nothing back. From the next midnight UTC it {effect}
    </ConfirmDialog>
  )
}
