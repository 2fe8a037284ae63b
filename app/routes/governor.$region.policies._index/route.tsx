import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Scale } from 'lucide-react'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { PolicyTable } from '#app/components/region/policy-table.tsx'
import { POLICY_TYPE_LABELS } from '#app/components/region/words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { statusLabel } from '#app/components/ui/status-badge.tsx'

export const meta: MetaFunction = () => [{ title: 'Policies · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const status = choiceOfQuery(args.request, 'status', POLICY_STATUSES)
  const policyType = choiceOfQuery(args.request, 'type', POLICY_TYPES)
  const region = routeParam(args, 'region')
  const policies = await load(args, (api) =>
    api.policies.list({
      region,
      page: pageOfQuery(args.request),
      ...(status === undefined ? {} : { status: [status] }),
      ...(policyType === undefined ? {} : { policyType }),
    }),
  )
  return { policies, status: status ?? '', policyType: policyType ?? '' }
}

export default function PoliciesPage() {
  const { policies, status, policyType } = useLoaderData<typeof loader>()
  const region = useGovernedRegion()
  const base = `/governor/${region.name}/policies`
  const propose = (
    <LinkButton to={`${base}/new`} variant="primary" size="sm">
      Propose a policy
    </LinkButton>
  )
  return (
    <Panel
      title="Policies"
      description="All proposals, newest first."
      actions={propose}
      flush
      footer={<Pagination {...policies} noun="policies" />}
    >
      <FilterBar
        label="Filter policies"
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
            value: policyType,
            options: POLICY_TYPES.map((value) => ({ value, label: POLICY_TYPE_LABELS[value] })),
          },
        ]}
      />
      <PolicyTable
        policies={policies.items}
        base={base}
        empty={
          <EmptyState
            title={status === '' && policyType === '' ? 'No proposals yet' : 'No matching policies'}
            icon={<Scale />}
            action={propose}
          >
            A proposal starts a vote. If it passes, it becomes law automatically.
          </EmptyState>
        }
      />
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
