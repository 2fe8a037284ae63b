import { type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Landmark, Scale } from 'lucide-react'
import { NEXUS_BOUNDS } from '#server/domain/council/nexus-settings.ts'
import { load } from '#app/caller.server.ts'
import { MotionTable } from '#app/components/council/motion-table.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatTile } from '#app/components/ui/stat-tile.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { useCouncil } from '#app/lib/council.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { formatBasisPoints, formatCount, formatNumber } from '#app/lib/format.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  const [open, seats] = await load(args, (api) =>
    Promise.all([
      api.council.list({ status: ['voting', 'passed'], pageSize: 50 }),
      api.council.seats({ page: pageOfQuery(args.request) }),
    ]),
  )
  return { open, seats }
}

export default function CouncilPage() {
  const { open, seats } = useLoaderData<typeof loader>()
  const { settings, settingsChangedAt, whyNotAct } = useCouncil()
  return (
    <>
      <Panel
        title="Current settings"
        description={
          settingsChangedAt === null ? (
            'Unchanged since the founding.'
          ) : (
            <>
              Last changed <Time at={settingsChangedAt} format="relative" />.
            </>
          )
        }
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <StatTile
            label="Gate toll"
            value={formatNumber(settings.gateTollCredits)}
            unit={settings.gateTollCredits === 1 ? 'credit' : 'credits'}
          >
            <p className="text-ink-2 text-sm">
              Per trip through a gate of the Nexus, from {NEXUS_BOUNDS.gateTollCredits.min} to{' '}
              {formatNumber(NEXUS_BOUNDS.gateTollCredits.max)}.
            </p>
          </StatTile>
          <StatTile label="Nexus tax" value={formatBasisPoints(settings.nexusTaxBp)}>
            <p className="text-ink-2 text-sm">
              On every sale in the Nexus, from {NEXUS_BOUNDS.nexusTaxBp.min / 100} to{' '}
              {formatBasisPoints(NEXUS_BOUNDS.nexusTaxBp.max)}.
            </p>
          </StatTile>
        </div>
        <p className="text-ink-2 mt-4">
          Toll and tax go to the treasury of the Nexus. Galactic citizens pay no toll; under open borders
          ships fly directly between two regions and pay none either.
        </p>
      </Panel>
      <Panel
        title="Open motions"
        description="Motions being voted on or about to take effect."
        flush
        footer={
          open.total > open.items.length ? (
            <Link className="link" to="/nexus/council/motions">
              And {formatNumber(open.total - open.items.length)} more
            </Link>
          ) : undefined
        }
      >
        <MotionTable
          caption="Open motions"
          motions={open.items}
          empty={
            <EmptyState
              title="No open motions"
              icon={<Scale />}
              action={
                whyNotAct === null ? (
                  <LinkButton to="/nexus/council/propose" variant="primary">
                    Propose a motion
                  </LinkButton>
                ) : (
                  <LinkButton to="/nexus/council/motions">Past motions</LinkButton>
                )
              }
            >
              {whyNotAct ?? 'Propose a toll, a tax or a statement.'}
            </EmptyState>
          }
        />
      </Panel>
      <Panel
        title="Seats"
        description={`${formatCount(seats.total, 'seat')}: one per active region, held by its ambassador, or by its owner if it has none.`}
        flush
        footer={<Pagination {...seats} noun="seats" />}
      >
        <Table
          caption="Seats of the Galactic Council"
          rows={seats.items}
          rowKey={(seat) => seat.regionId}
          isSelected={(seat) => seat.isOwn}
          empty={
            <EmptyState
              title="No region is active yet"
              icon={<Landmark />}
              action={<LinkButton to="/pricing">Found a region</LinkButton>}
            >
              The first region founded gets the first seat.
            </EmptyState>
          }
          columns={[
            {
              key: 'region',
              header: 'Region',
              primary: true,
              cell: (seat) => (
                <Link className="link text-ink" to={`/regions/${seat.regionName}`}>
                  {seat.regionDisplayName}
                </Link>
              ),
            },
            {
              key: 'holder',
              header: 'Holder',
              cell: (seat) => (
                <span className="inline-flex flex-wrap items-center gap-2">
                  {seat.callsign} {seat.isOwn ? <Badge tone="accent">You</Badge> : null}
                </span>
              ),
            },
            {
              key: 'capacity',
              header: 'Role',
              cell: (seat) => (seat.capacity === 'ambassador' ? 'Ambassador' : 'Owner'),
            },
            {
              key: 'since',
              header: 'Since',
              cell: (seat) => (seat.since === null ? '–' : <Time at={seat.since} format="date" />),
            },
          ]}
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
