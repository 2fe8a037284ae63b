import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Vote } from 'lucide-react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { ELECTION_STATUSES } from '#server/domain/elections/election-types.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
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
import { OfficeList } from './office-list.tsx'

export const meta: MetaFunction = () => [{ title: 'Elections · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const status = choiceOfQuery(args.request, 'status', ELECTION_STATUSES)
  const position = choiceOfQuery(args.request, 'position', POSITIONS)
  const [elections, offices] = await load(args, (api) =>
    Promise.all([
      api.elections.list({
        region,
        page: pageOfQuery(args.request),
        ...(status === undefined ? {} : { status: [status] }),
        ...(position === undefined ? {} : { position }),
      }),
      api.elections.offices({ region }),
    ]),
  )
  return { elections, offices, status: status ?? '', position: position ?? '' }
}

export default function ElectionsPage() {
  const { elections, offices, status, position } = useLoaderData<typeof loader>()
  const { name } = useGovernedRegion()
  const base = `/governor/${name}/elections`
  return (
    <>
      <OfficeList offices={offices} base={base} region={name} />
      <Panel title="Elections" flush footer={<Pagination {...elections} noun="elections" />}>
        <FilterBar
          label="Filter elections"
          filters={[
            {
              name: 'status',
              label: 'Status',
              value: status,
              options: ELECTION_STATUSES.map((status) => ({
                value: status,
                label: statusLabel({ kind: 'election', status }),
              })),
            },
            {
              name: 'position',
              label: 'Office',
              value: position,
              options: POSITIONS.map((value) => ({ value, label: POSITION_LABELS[value] })),
            },
          ]}
        />
        <Table
          caption="Elections"
          rows={elections.items}
          rowKey={(election) => election.id}
          empty={
            <EmptyState
              title={status === '' && position === '' ? 'No elections yet' : 'No matching elections'}
              icon={<Vote />}
              action={
                offices.some((office) => office.canCall) ? (
                  <LinkButton to={`${base}/new`} variant="primary">
                    Call an election
                  </LinkButton>
                ) : undefined
              }
            />
          }
          columns={[
            {
              key: 'office',
              header: 'Office',
              primary: true,
              cell: (election) => (
                <Link to={`${base}/${election.id}`} className="link text-ink">
                  {POSITION_LABELS[election.position]}
                </Link>
              ),
            },
            {
              key: 'status',
              header: 'Status',
              cell: (election) => <StatusBadge kind="election" status={election.status} />,
            },
            {
              key: 'candidates',
              header: 'Candidates',
              numeric: true,
              cell: (election) => election.candidates.length,
            },
            {
              key: 'turnout',
              header: 'Turnout',
              numeric: true,
              cell: (election) =>
                election.rollSize === null ? '–' : `${election.turnout} / ${election.rollSize}`,
            },
            {
              key: 'opens',
              header: 'Voting opens',
              cell: (election) =>
                election.isPaused && election.status === 'pending' ? (
                  'Paused'
                ) : (
                  <Time at={election.votingOpensAt} format="relative" />
                ),
            },
            {
              key: 'closes',
              header: 'Voting closes',
              cell: (election) =>
                election.isPaused ? 'Paused' : <Time at={election.votingClosesAt} format="relative" />,
            },
          ]}
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
