import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { SaveTrade } from '#app/components/trade/save-trade.tsx'
import { TradeEnd } from '#app/components/trade/trade-end.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Ideas = ApiOutputs['trade']['ideas']
type Idea = Ideas['trades'][number]

const columnsFor = (here: number): Column<Idea>[] => [
  {
    key: 'good',
    header: 'Good',
    primary: true,
    cell: ({ quantity, commodity }) =>
      `${formatNumber(quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`,
  },
  { key: 'from', header: 'Buy at', cell: ({ from }) => <TradeEnd end={from} here={here} /> },
  { key: 'to', header: 'Sell at', cell: ({ to }) => <TradeEnd end={to} here={here} /> },
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
    cell: ({ profit, turns }) => formatCredits(Math.round(profit / turns)),
  },
  {
    key: 'save',
    header: <span className="sr-only">Notebook</span>,
    numeric: true,
    cell: ({ commodity, from, to }) => (
      <SaveTrade
        {...{ commodity, fromPort: from.portId, toPort: to.portId }}
        ends={`${from.portName} to ${to.portName}`}
        saved={false}
      />
    ),
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
