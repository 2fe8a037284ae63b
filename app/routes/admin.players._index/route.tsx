import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Users } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { PlayerBadges } from '#app/components/admin/player-badges.tsx'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LogPager } from '#app/components/ui/log-pager.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { choiceOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { PLAYER_STATES } from '#server/domain/identity/player-acts.ts'

export const meta: MetaFunction = () => [{ title: 'Players · SectorWars 2102' }]

const STATE_LABELS = {
  admin: 'Administrators',
  suspended: 'Suspended',
  unconfirmed: 'Not confirmed',
} as const

export const loader = async (args: LoaderFunctionArgs) => {
  const query = new URL(args.request.url).searchParams
  const text = query.get('text')?.trim() ?? ''
  const state = choiceOfQuery(args.request, 'state', PLAYER_STATES)
  const after = query.get('after') ?? undefined
  return { text, state, players: await load(args, (api) => api.players.list({ text, state, after })) }
}

type Player = ApiOutputs['players']['list']['items'][number]

const COLUMNS: Column<Player>[] = [
  {
    key: 'callsign',
    header: 'Callsign',
    primary: true,
    cell: ({ id, callsign }) => (
      <Link className="link" to={`/admin/players/${id}`}>
        {callsign}
      </Link>
    ),
  },
  { key: 'email', header: 'Address', cell: ({ email }) => <span className="break-all">{email}</span> },
  {
    key: 'state',
    header: 'State',
    cell: ({ role, isConfirmed, suspension }) => (
      <span className="flex flex-wrap gap-1">
        {role === 'player' && isConfirmed && suspension === null ? (
          'Player'
        ) : (
          <PlayerBadges role={role} isConfirmed={isConfirmed} isSuspended={suspension !== null} />
        )}
      </span>
    ),
  },
  { key: 'since', header: 'Since', cell: ({ createdAt }) => <Time at={createdAt} format="date" /> },
  {
    key: 'seen',
    header: 'Last seen',
    cell: ({ lastSeenAt }) =>
      lastSeenAt === null ? 'logged out' : <Time at={lastSeenAt} format="relative" />,
  },
]

export default function PlayersPage() {
  const { text, state, players } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Players"
        description="All accounts. A search finds what a callsign or an address begins with."
      />
      <Panel className="mb-6" flush>
        <FilterBar
          label="Search players"
          search={{ name: 'text', label: 'Callsign or address', value: text, maxLength: 100 }}
          filters={[
            {
              name: 'state',
              label: 'State',
              value: state ?? '',
              options: PLAYER_STATES.map((value) => ({ value, label: STATE_LABELS[value] })),
            },
          ]}
        />
      </Panel>
      <Panel flush>
        <Table
          caption="Players"
          columns={COLUMNS}
          rows={players.items}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="Nobody found" icon={<Users />}>
              Try fewer letters, or another state.
            </EmptyState>
          }
        />
      </Panel>
      <LogPager next={players.next} noun="players" older="Next players" newest="First players" />
    </>
  )
}

export { RouteError as ErrorBoundary }
