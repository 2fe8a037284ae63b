import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PolicyPage } from '#app/components/region/policy-page.tsx'
import { ReportLink } from '#app/components/report-link.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { policyAction } from '#app/policy-action.server.ts'

export const loader = async (args: LoaderFunctionArgs) => ({
  policy: await load(args, (api) => api.policies.get({ policyId: routeParam(args, 'policy') })),
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.policy.title ?? 'Policy'} · SectorWars 2102` },
]

export const action = (args: ActionFunctionArgs) => policyAction(args, routeParam(args, 'policy'))

export default function RegionPolicyPage() {
  const { policy } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PolicyPage
        policy={policy}
        pending={useNavigation().state === 'submitting'}
        error={failure?.message ?? null}
      />
      <ReportLink subject="policy" of={policy.id} />
    </>
  )
}

export { RouteError as ErrorBoundary }
