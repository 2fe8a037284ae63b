import { COMMODITY_LABELS } from '#app/components/region/words.ts'
import { Seen } from '#app/components/trade/seen.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Ideas = ApiOutputs['trade']['ideas']
type Idea = Ideas['trades'][number]

/** A port of a trade, with the way to it unless the ship is there. */
function End({ end, here }: { end: Idea['from']; here: number }) {
  return (
    <span className="grid justify-items-end gap-0.5 @xl:justify-items-start">
      <span>{end.portName}</span>
      <span className="text-ink-2 flex flex-wrap items-center gap-x-2 text-sm">
        {end.sectorId === here ? (
          'Here'
        ) : (
          <LinkButton
            to={`/play?to=${end.sectorId}`}
            variant="ghost"
            size="sm"
            aria-label={`Route to ${end.portName} in ${end.sectorName}`}
          >
            {end.sectorName}
          </LinkButton>
        )}
        <Seen {...end} />
      </span>
    </span>
  )
}

const columnsFor = (here: number): Column<Idea>[] => [
  {
    key: 'good',
    header: 'Good',
    primary: true,
    cell: ({ quantity, commodity }) =>
      `${formatNumber(quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`,
  },
  { key: 'from', header: 'Buy at', cell: ({ from }) => <End end={from} here={here} /> },
  { key: 'to', header: 'Sell at', cell: ({ to }) => <End end={to} here={here} /> },
  {
    key: 'cost',
    header: 'Cost',
    numeric: true,
    cell: ({ cost, berthFees }) => formatCredits(cost + berthFees),
  },
  { key: 'profit', header: 'Profit', numeric: true, cell: ({ profit }) => formatCredits(profit) },
  { key: 'turns', header: 'Turns', numeric: true, cell: ({ turns }) => formatNumber(turns) },
  {
    key: 'perTurn',
    header: 'Profit a turn',
    numeric: true,
    cell: ({ profit, turns }) => formatNumber(Math.round(profit / turns)),
  },
]

/** Trades between known ports, the most profit per turn first. */
export const IdeasTable = ({ ideas }: { ideas: Ideas }) => (
  <Table
    caption="Best trades between ports that you know"
    columns={columnsFor(ideas.sectorId)}
    rows={ideas.trades}
    rowKey={({ commodity, from, to }) => `${commodity}/${from.portId}/${to.portId}`}
    empty={
      <EmptyState
        title={ideas.freeHolds > 0 ? 'No known pair of ports brings a profit' : 'Your hold is full'}
      >
        {ideas.freeHolds > 0
          ? 'Fly on: your ship sees the prices of all ports within three turns of way, and you remember them.'
          : 'Sell what is aboard first: these are trades for the free part of your hold.'}
      </EmptyState>
    }
  />
)
