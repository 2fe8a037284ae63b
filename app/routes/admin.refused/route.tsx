import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { REFUSED_KINDS, REFUSED_TEXTS, type RefusedKind } from '#server/domain/operations/refused-requests.ts'

export const meta: MetaFunction = () => [{ title: 'Refused requests · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const kind = choiceOfQuery(args.request, 'kind', REFUSED_KINDS)
  const userId = new URL(args.request.url).searchParams.get('player') ?? undefined
  const [refused, player] = await Promise.all([
    load(args, (api) => api.operations.refusedRequests({ page: pageOfQuery(args.request), kind, userId })),
    userId === undefined ? null : load(args, (api) => api.players.get({ userId })),
  ])
  return { kind: kind ?? null, player: player && { id: player.id, callsign: player.callsign }, refused }
}

type Entry = Awaited<ReturnType<typeof loader>>['refused']['items'][number]

const COLUMNS: Column<Entry>[] = [
  {
    key: 'what',
    header: 'What',
    primary: true,
    cell: ({ what }) => <span className="break-all">{what === '' ? 'Others' : what}</span>,
  },
  {
    key: 'why',
    header: 'Why',
    cell: ({ kind, reason }) => (
      <>
        {REFUSED_TEXTS[kind].label}
        {reason === '' ? null : <span className="text-ink-2"> ({reason})</span>}
      </>
    ),
  },
  {
    key: 'who',
    header: 'Pilot',
    cell: ({ userId, callsign }) =>
      userId === null || callsign === null ? (
        '–'
      ) : (
        <Link className="link" to={`/admin/players/${userId}`}>
          {callsign}
        </Link>
      ),
  },
  {
    key: 'from',
    header: 'From',
    cell: ({ address }) => <span className="break-all">{address ?? 'many'}</span>,
  },
  { key: 'count', header: 'Times', numeric: true, cell: ({ count }) => count },
  { key: 'last', header: 'Last', cell: ({ lastAt }) => <Time at={lastAt} /> },
]

export default function RefusedRequestsPage() {
  const { kind, player, refused } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title={player ? `Refused requests of ${player.callsign}` : 'Refused requests'}
        description={
          kind === null
            ? 'Requests that a rule or a limit refused, counted by day. One alone is mostly a mistake; many are an attempt to get round something.'
            : REFUSED_TEXTS[kind].text
        }
      />
      <nav aria-label="Why" className="mb-4 flex flex-wrap gap-2">
        {[null, ...REFUSED_KINDS].map((one) => (
          <LinkButton
            key={one ?? 'all'}
            to={addressOf(one, player?.id)}
            size="sm"
            variant={one === kind ? 'primary' : 'ghost'}
            aria-current={one === kind ? 'page' : undefined}
          >
            {one === null ? 'All' : REFUSED_TEXTS[one].label}
          </LinkButton>
        ))}
        {player ? (
          <LinkButton to={addressOf(kind)} size="sm" variant="ghost">
            Of everybody
          </LinkButton>
        ) : null}
      </nav>
      <Panel flush>
        {refused.total === 0 ? (
          <EmptyState icon={<ShieldCheck />} title="Nothing was refused" />
        ) : (
          <PagedTable
            caption="Refused requests"
            columns={COLUMNS}
            of={refused}
            noun="entries"
            rowKey={({ id }) => id}
          />
        )}
      </Panel>
    </>
  )
}

function addressOf(kind: RefusedKind | null, player?: string): string {
  const query = new URLSearchParams({ ...(kind ? { kind } : {}), ...(player ? { player } : {}) }).toString()
  return query === '' ? '/admin/refused' : `/admin/refused?${query}`
}
