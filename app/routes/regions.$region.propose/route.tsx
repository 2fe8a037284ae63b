import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { ProposalForm } from '#app/components/region/proposal-form.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { closedReason, formValuesOf } from '#app/lib/settings-form.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { proposalAction } from '#app/proposal-action.server.ts'

export const meta: MetaFunction = () => [{ title: 'Propose a policy · SectorWars 2102' }]

export const loader = ({ request, context }: LoaderFunctionArgs) => {
  if (context.user === null) {
    const url = new URL(request.url)
    throw redirect(`/login?next=${encodeURIComponent(url.pathname + url.search)}`)
  }
  return { policyType: choiceOfQuery(request, 'type', POLICY_TYPES) ?? null }
}

export const action = (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  return proposalAction(args, region, `/regions/${region}/policies`)
}

export default function ProposePage() {
  const { policyType } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  return (
    <div className="grid gap-6">
      <h2 className="text-2xl sm:text-3xl">Propose a policy</h2>
      <ProposalForm
        key={policyType}
        policyType={policyType}
        regionName={region.displayName}
        citizens={region.citizenCount}
        stored={formValuesOf(region)}
        answer={useAnswer<typeof action>() ?? null}
        pending={useNavigation().state === 'submitting'}
        closed={closedReason(region.status)}
        treasury={`/regions/${region.name}/treasury`}
      />
    </div>
  )
}

export { RouteError as ErrorBoundary }
