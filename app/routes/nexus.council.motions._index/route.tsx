import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Scale } from 'lucide-react'
import { COUNCIL_MOTION_LABELS, COUNCIL_MOTION_TYPES } from '#server/domain/council/motion-types.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { load } from '#app/caller.server.ts'
import { MotionTable } from '#app/components/council/motion-table.tsx'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { statusLabel } from '#app/components/ui/status-badge.tsx'

export const meta: MetaFunction = () => [{ title: 'Motions of the Galactic Council · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const status = choiceOfQuery(args.request, 'status', POLICY_STATUSES)
  const motionType = choiceOfQuery(args.request, 'type', COUNCIL_MOTION_TYPES)
  const motions = await load(args, (api) =>
    api.council.list({
      page: pageOfQuery(args.request),
      ...(status === undefined ? {} : { status: [status] }),
      ...(motionType === undefined ? {} : { motionType }),
    }),
  )
  return { motions, status: status ?? '', motionType: motionType ?? '' }
}

export default function MotionsPage() {
  const { motions, status, motionType } = useLoaderData<typeof loader>()
  return (
    <Panel
      title="Motions"
      description="All motions, newest first."
      flush
      footer={<Pagination {...motions} noun="motions" />}
    >
      <FilterBar
        label="Filter motions"
        filters={[
          {
            name: 'status',
            label: 'Status',
            value: status,
            options: POLICY_STATUSES.map((status) => ({
              value: status,
              label: statusLabel({ kind: 'policy', status }),
            })),
          },
          {
            name: 'type',
            label: 'Topic',
            value: motionType,
            options: COUNCIL_MOTION_TYPES.map((value) => ({ value, label: COUNCIL_MOTION_LABELS[value] })),
          },
        ]}
      />
      <MotionTable
        caption="Motions"
        motions={motions.items}
        empty={
          <EmptyState
            title={status === '' && motionType === '' ? 'No motions yet' : 'No matching motions'}
            icon={<Scale />}
          >
            Seat holders can propose a gate toll, a Nexus tax or a statement.
          </EmptyState>
        }
      />
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
