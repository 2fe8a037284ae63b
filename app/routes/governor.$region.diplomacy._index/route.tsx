import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Handshake } from 'lucide-react'
import { TREATY_STATUSES } from '#server/domain/diplomacy/treaty-types.ts'
import { load } from '#app/caller.server.ts'
import { DiplomaticEvents } from '#app/components/region/diplomatic-events.tsx'
import { EmbassyList } from '#app/components/region/embassy-list.tsx'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RelationMatrix } from '#app/components/region/relation-matrix.tsx'
import { TREATY_LABELS } from '#app/components/region/words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge, statusLabel } from '#app/components/ui/status-badge.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, pageOfQuery, routeParam } from '#app/lib/route-param.ts'

export const meta: MetaFunction = () => [{ title: 'Diplomacy · SectorWars 2102' }]

/** More rows would not fit the chart. */
const PARTNERS = 12

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const status = choiceOfQuery(args.request, 'status', TREATY_STATUSES)
  const treaties = await load(args, (api) =>
    api.diplomacy.list({
      region,
      page: pageOfQuery(args.request),
      ...(status === undefined ? {} : { status: [status] }),
    }),
  )
  const overview = await load(args, (api) =>
    api.diplomacy.overview({
      region,
      page: pageOfQuery(args.request, 'relations'),
      pageSize: PARTNERS,
      embassiesPage: pageOfQuery(args.request, 'embassies'),
    }),
  )
  const seat = await load(args, (api) => api.council.seat({ region }))
  return { treaties, overview, seat, status: status ?? '' }
}

export default function DiplomacyPage() {
  const { treaties, overview, seat, status } = useLoaderData<typeof loader>()
  const region = useGovernedRegion()
  const base = `/governor/${region.name}/diplomacy`
  const offer = (
    <LinkButton to={`${base}/new`} variant="primary" size="sm">
      Offer a treaty
    </LinkButton>
  )
  return (
    <>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          <Panel title="Relations at a glance">
            {overview.relations.total === 0 ? (
              <EmptyState title="No relations yet" icon={<Handshake />} action={offer}>
                Offer a treaty to see your relations here.
              </EmptyState>
            ) : (
              <>
                <RelationMatrix
                  relations={overview.relations.items}
                  regionName={region.displayName}
                  base={base}
                />
                <Pagination {...overview.relations} noun="partners" param="relations" />
              </>
            )}
          </Panel>
          <Panel title="Embassies" description="In the diplomatic quarter of the Central Nexus.">
            <EmbassyList {...overview} />
          </Panel>
        </div>
        <div className="grid gap-6">
          <Panel title="Galactic Council">
            <p className="text-pretty">
              {seat === null
                ? 'This region has no seat right now. Only active regions have one.'
                : seat.isOwn
                  ? 'You hold this region’s seat. You can propose motions and vote.'
                  : `${seat.callsign} holds this region’s seat as its ${seat.capacity}.`}{' '}
              <Link className="link" to="/nexus/council">
                Go to the Council
              </Link>
            </p>
          </Panel>
          <Panel title="Recent events">
            {overview.events.length === 0 ? (
              <p className="text-ink-2">Nothing yet. Offers and changes to treaties appear here.</p>
            ) : (
              <DiplomaticEvents events={overview.events} base={base} />
            )}
          </Panel>
        </div>
      </div>
      <Panel
        title="Treaties"
        description="Your treaties and all offers, sent and received."
        actions={offer}
        flush
        footer={<Pagination {...treaties} noun="treaties" />}
      >
        <FilterBar
          label="Filter treaties"
          filters={[
            {
              name: 'status',
              label: 'Status',
              value: status,
              options: TREATY_STATUSES.map((status) => ({
                value: status,
                label: statusLabel({ kind: 'treaty', status }),
              })),
            },
          ]}
        />
        <Table
          caption="Treaties"
          rows={treaties.items}
          rowKey={(treaty) => treaty.id}
          empty={
            <EmptyState
              title={status === '' ? 'No treaties yet' : 'No matching treaties'}
              icon={<Handshake />}
              action={offer}
            >
              Offer trade, peace, defence, culture or open borders.
            </EmptyState>
          }
          columns={[
            {
              key: 'type',
              header: 'Treaty',
              primary: true,
              cell: (treaty) => (
                <Link to={`${base}/${treaty.id}`} className="link text-ink">
                  {TREATY_LABELS[treaty.treatyType]}
                </Link>
              ),
            },
            {
              key: 'partner',
              header: 'With',
              cell: (treaty) =>
                (treaty.regionA.id === region.id ? treaty.regionB : treaty.regionA).displayName,
            },
            {
              key: 'status',
              header: 'Status',
              cell: (treaty) => <StatusBadge kind="treaty" status={treaty.status} />,
            },
            {
              key: 'offered',
              header: 'Offered',
              cell: (treaty) => <Time at={treaty.proposedAt} format="date" />,
            },
            {
              key: 'until',
              header: 'Ends',
              cell: (treaty) => {
                const until = treaty.endsAt ?? treaty.expiresAt
                return until === null ? '–' : <Time at={until} format="date" />
              },
            },
          ]}
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
