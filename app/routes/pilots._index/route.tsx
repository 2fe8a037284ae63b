import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Trophy } from 'lucide-react'
import { LEADERBOARD_ORDERS, LEAST_TURNS } from '#server/domain/ships/pilot-record.ts'
import { RANK_NAMES } from '#server/domain/ships/ranks.ts'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { type LeaderboardEntry } from '#app/lib/api-types.ts'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { choiceOfQuery } from '#app/lib/route-param.ts'

export const meta: MetaFunction = () => [
  { title: 'Pilots · SectorWars 2102' },
  { name: 'description', content: 'The best pilots of the last seven days.' },
]

const ORDER_LABELS = { profit: 'Profit for 1,000 turns', contracts: 'Contracts' } as const

export const loader = async (args: LoaderFunctionArgs) => {
  const by = choiceOfQuery(args.request, 'by', LEADERBOARD_ORDERS) ?? 'profit'
  return { by, ...(await load(args, (api) => api.pilots.leaderboard({ by }))) }
}

type Row = LeaderboardEntry & { place: number }

const COLUMNS: Column<Row>[] = [
  {
    key: 'pilot',
    header: 'Pilot',
    primary: true,
    cell: ({ place, callsign }) => (
      <span className="flex items-center gap-3">
        <span className="numerals text-ink-2 w-6">{place}</span>
        <Avatar callsign={callsign} size="sm" />
        <Link to={`/pilots/${callsign}`} className="link">
          {callsign}
        </Link>
      </span>
    ),
  },
  { key: 'rank', header: 'Rank', cell: ({ rank }) => RANK_NAMES[rank] },
  {
    key: 'rate',
    header: ORDER_LABELS.profit,
    numeric: true,
    cell: ({ profitPerThousand }) => formatCredits(profitPerThousand),
  },
  { key: 'contracts', header: 'Contracts', numeric: true, cell: ({ contracts }) => formatNumber(contracts) },
  { key: 'turns', header: 'Turns', numeric: true, cell: ({ turns }) => formatNumber(turns) },
]

/** The leaderboard. It rewards good trades, not long days: profit counts by the turn. */
export default function PilotsPage() {
  const { by, items } = useLoaderData<typeof loader>()
  const rows = items.map((entry, index) => ({ ...entry, place: index + 1 }))
  return (
    <>
      <PageHeader
        eyebrow="Leaderboard"
        title="Pilots"
        description={`The last seven days in all galaxies. Pilots who spent at least ${LEAST_TURNS} turns are listed. Profit is counted per turn, so playing a little can win.`}
        actions={<LinkButton to="/ranks">How ranks are earned</LinkButton>}
      />
      <Panel flush>
        <FilterBar
          label="Order the leaderboard"
          filters={[
            {
              name: 'by',
              label: 'Order by',
              value: by,
              isOrder: true,
              options: LEADERBOARD_ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] })),
            },
          ]}
        />
        <Table
          caption={`Pilots by ${ORDER_LABELS[by].toLowerCase()}`}
          columns={COLUMNS}
          rows={rows}
          rowKey={({ callsign }) => callsign}
          empty={
            <EmptyState title="Nobody yet" icon={<Trophy />}>
              Nobody has spent {LEAST_TURNS} turns in the last seven days. Figures are collected every ten
              minutes.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
