import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useNavigation } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { changesOfPolicy } from '#app/components/region/policy-changes.tsx'
import { ProposalFields } from '#app/components/region/proposal-fields.tsx'
import { SettingsPanel } from '#app/components/region/settings-panel.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { counterAction } from '#app/proposal-action.server.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { closedReason, formValuesOf } from '#app/lib/settings-form.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Make a counter-proposal · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  policy: await load(args, (api) => api.policies.get({ policyId: routeParam(args, 'policy') })),
})

export const action = (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  return counterAction(args, region, routeParam(args, 'policy'))
}

/** The form starts with the values of the original proposal. */
export default function CounterProposalPage() {
  const { policy } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  const answer = useAnswer<typeof action>() ?? null
  return (
    <div className="grid gap-6">
      <header className="grid gap-2">
        <h2 className="text-2xl sm:text-3xl">Make a counter-proposal</h2>
        <p className="text-ink-2 text-pretty">
          To{' '}
          <Link className="link" to={`/regions/${region.name}/policies/${policy.id}`}>
            “{policy.title}”
          </Link>
          . The same people vote on both until <Time at={policy.votingClosesAt} />. If both pass, the one with
          more yes votes becomes law.
        </p>
      </header>
      <Panel title="The original proposal">
        <DiffList changes={changesOfPolicy(policy)} />
      </Panel>
      <SettingsPanel
        name="counter"
        answer={answer}
        pending={useNavigation().state === 'submitting'}
        closed={
          closedReason(region.status) ??
          (policy.canCounter ? null : (policy.whyNotCounter ?? 'It is too late for a counter-proposal.'))
        }
        note="The form starts with the original proposal. Change what should be different."
      >
        <ProposalFields
          policyType={policy.policyType}
          values={{ ...formValuesOf(region), ...formValuesOf(policy.proposedChanges), ...answer?.values }}
          errors={answer?.fields ?? {}}
          regionName={region.displayName}
          citizens={region.citizenCount}
          isCounter
        />
      </SettingsPanel>
    </div>
  )
}

export { RouteError as ErrorBoundary }
