import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { load } from '#app/caller.server.ts'
import { ProposalForm } from '#app/components/region/proposal-form.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Breadcrumbs } from '#app/components/ui/breadcrumbs.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { closedReason, formValuesOf } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { proposalAction } from '#app/proposal-action.server.ts'

export const meta: MetaFunction = () => [{ title: 'Propose a policy · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const citizens = await load(args, (api) =>
    api.regions.members({ region, membershipType: 'citizen', pageSize: 1 }),
  )
  return {
    citizens: citizens.total,
    policyType: choiceOfQuery(args.request, 'type', POLICY_TYPES) ?? null,
  }
}

export const action = (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  return proposalAction(args, region, `/governor/${region}/policies`)
}

export default function NewPolicyPage() {
  const { citizens, policyType } = useLoaderData<typeof loader>()
  const region = useGovernedRegion()
  const policies = `/governor/${region.name}/policies`
  return (
    <>
      <Breadcrumbs items={[{ label: 'Policies', to: policies }, { label: 'Propose a policy' }]} />
      <h2 className="text-2xl sm:text-3xl">Propose a policy</h2>
      <ProposalForm
        key={policyType}
        policyType={policyType}
        regionName={region.displayName}
        citizens={citizens}
        stored={formValuesOf(region)}
        answer={useAnswer<typeof action>() ?? null}
        pending={useNavigation().state === 'submitting'}
        closed={closedReason(region.status)}
        treasury={`/governor/${region.name}/economy/treasury`}
      />
    </>
  )
}

export { RouteError as ErrorBoundary }
