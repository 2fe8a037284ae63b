import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { SaveTrade } from '#app/components/trade/save-trade.tsx'
import { TradeEnd } from '#app/components/trade/trade-end.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { KeepFocus } from '#app/components/ui/keep-focus.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Notebook = ApiOutputs['trade']['notebook']
type Route = Notebook['routes'][number]

const End = ({ end, here }: { end: Route['from']; here: number }) =>
  end ? <TradeEnd end={end} here={here} /> : <span className="text-ink-2">Seen too long ago</span>

const columnsFor = (here: number): Column<Route>[] => [
  {
    key: 'good',
    header: 'Good',
    primary: true,
    cell: ({ commodity, trade }) =>
      trade
        ? `${formatNumber(trade.quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`
        : COMMODITY_LABELS[commodity],
  },
  { key: 'from', header: 'Buy at', cell: ({ from }) => <End end={from} here={here} /> },
  { key: 'to', header: 'Sell at', cell: ({ to }) => <End end={to} here={here} /> },
  {
    key: 'profit',
    header: 'Profit',
    numeric: true,
    cell: ({ trade }) => (trade ? formatCredits(trade.profit) : 'None now'),
  },
  {
    key: 'turns',
    header: 'Turns',
    numeric: true,
    cell: ({ trade }) => (trade ? formatNumber(trade.turns) : '–'),
  },
  {
    key: 'perTurn',
    header: 'Profit a turn',
    numeric: true,
    cell: ({ trade }) => (trade ? formatCredits(Math.round(trade.profit / trade.turns)) : '–'),
  },
  {
    key: 'remove',
    header: <span className="sr-only">Remove</span>,
    numeric: true,
    cell: ({ fromPort, toPort, commodity, from, to }) => (
      <SaveTrade
        {...{ fromPort, toPort, commodity }}
        ends={`${from?.portName ?? `port ${fromPort}`} to ${to?.portName ?? `port ${toPort}`}`}
        saved
      />
    ),
  },
]

/** Saved trades, as they would go now. */
export const SavedTrades = ({ notebook }: { notebook: Notebook }) => (
  <KeepFocus>
    <Table
      caption="Saved trades"
      columns={columnsFor(notebook.sectorId)}
      rows={notebook.routes}
      rowKey={({ fromPort, toPort, commodity }) => `${fromPort}/${toPort}/${commodity}`}
      empty={
        <EmptyState
          title="You saved no trade"
          action={<LinkButton to="/play/computer">Trade computer</LinkButton>}
        >
          Save a trade of the trade computer to see what it brings each time you look.
        </EmptyState>
      }
    />
  </KeepFocus>
)
