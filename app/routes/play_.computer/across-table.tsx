import { Link } from '@remix-run/react'
import { Seen } from '#app/components/trade/seen.tsx'
import { TradeEnd } from '#app/components/trade/trade-end.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { routeAddress } from '#app/lib/route-filter.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'

type Across = ApiOutputs['trade']['across']
type Trade = Across['trades'][number]

const columnsFor = (here: number, filter: RouteFilter): Column<Trade>[] => [
  {
    key: 'good',
    header: 'Good',
    primary: true,
    cell: ({ quantity, commodity }) =>
      `${formatNumber(quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`,
  },
  { key: 'from', header: 'Buy at', cell: ({ from }) => <TradeEnd end={from} here={here} /> },
  {
    key: 'gate',
    header: 'Through the gate in',
    cell: ({ gate }) =>
      gate === here ? (
        'This sector'
      ) : (
        <Link className="link" to={routeAddress(gate, filter)}>
          Sector {gate}
        </Link>
      ),
  },
  {
    key: 'to',
    header: 'Sell at',
    cell: ({ to }) => (
      <span className="grid justify-items-end gap-0.5 @xl:justify-items-start">
        <span>{to.portName}</span>
        <span className="text-ink-2 flex flex-wrap items-center gap-x-2 text-sm">
          {to.sectorName} <Seen {...to} />
        </span>
      </span>
    ),
  },
  {
    key: 'cost',
    header: 'Cost',
    numeric: true,
    cell: ({ cost, berthFees }) => formatCredits(cost + berthFees),
  },
  {
    key: 'passages',
    header: 'Fares and tolls',
    numeric: true,
    cell: ({ passages }) => formatCredits(passages),
  },
  { key: 'profit', header: 'Profit', numeric: true, cell: ({ profit }) => formatCredits(profit) },
  {
    key: 'turns',
    header: 'Takes',
    numeric: true,
    cell: ({ turns, minutes }) => `${formatCount(turns, 'turn')}, ${minutes} min`,
  },
  {
    key: 'perTurn',
    header: 'Profit a turn',
    numeric: true,
    cell: ({ profit, turns }) => formatCredits(Math.round(profit / turns)),
  },
]

/** Trades with another galaxy between known ports, the most profit per turn first. */
export const AcrossTable = ({ across, filter }: { across: Across; filter: RouteFilter }) => (
  <Table
    caption={`Best trades from ${across.here.displayName} to ${across.there.displayName}`}
    columns={columnsFor(across.sectorId, filter)}
    rows={across.trades}
    rowKey={({ commodity, from, to }) => `${commodity}/${from.portId}/${to.portId}`}
    empty={<NoTrade {...across} />}
  />
)

function NoTrade({ freeHolds, knownPortsThere, there }: Across) {
  if (freeHolds <= 0)
    return (
      <EmptyState title="Your hold is full">
        Sell what is aboard first: these are trades for the free part of your hold.
      </EmptyState>
    )
  if (knownPortsThere === 0)
    return (
      <EmptyState title={`You know no prices in ${there.displayName}`}>
        Go there once: your ship sees the prices of the ports around it, and you remember them for ten days.
      </EmptyState>
    )
  return (
    <EmptyState title="Nothing pays for the way">
      After fares, tolls, taxes and berths no known pair of ports leaves a profit. A larger hold carries more
      through the same gate.
    </EmptyState>
  )
}
