import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { governanceInput } from '#server/domain/regions/inputs.ts'
import { load } from '#app/caller.server.ts'
import { GovernanceFields } from '#app/components/region/governance-fields.tsx'
import { PowersPanel } from '#app/components/region/powers-panel.tsx'
import { SecurityFields } from '#app/components/region/security-fields.tsx'
import { SettingsPanel } from '#app/components/region/settings-panel.tsx'
import { TermPanel } from '#app/components/region/term-fields.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { closedReason, formValuesOf } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { settingsAction } from '#app/settings-action.server.ts'

export const meta: MetaFunction = () => [{ title: 'Governance · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const [citizens, powers] = await load(args, (api) =>
    Promise.all([
      api.regions.members({ region, membershipType: 'citizen', pageSize: 1 }),
      api.policies.powers({ region }),
    ]),
  )
  return { citizens: citizens.total, powers: powers.table }
}

export const action = (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  return settingsAction(args, {
    region,
    policies: `/governor/${region}/policies`,
    change: (api, changes, { terms }) =>
      'governanceType' in changes
        ? api.regions.changeGovernance({ region, ...governanceInput.partial().parse(changes), ...terms })
        : api.regions.changeSecurity({ region, ...changes, ...terms }),
  })
}

export default function GovernancePage() {
  const region = useGovernedRegion()
  const { citizens, powers } = useLoaderData<typeof loader>()
  const answer = useAnswer<typeof action>() ?? null
  const pending = useNavigation().state === 'submitting'
  const closed = closedReason(region.status)
  const stored = formValuesOf(region)
  const sent = (form: string) =>
    answer?.form === form
      ? { values: { ...stored, ...answer.values }, errors: answer.fields }
      : { values: stored, errors: {} }
  return (
    <>
      <PowersPanel governanceType={region.governanceType} table={powers} />
      <SettingsPanel
        name="constitution"
        answer={answer}
        pending={pending}
        closed={closed}
        note="Where people vote, changing these rules needs a two-thirds majority."
      >
        <GovernanceFields {...sent('constitution')} citizens={citizens} />
        <TermPanel of="Constitution" {...sent('constitution')} />
      </SettingsPanel>
      <SettingsPanel
        name="security"
        answer={answer}
        pending={pending}
        closed={closed}
        note="Combat, immigration and defence are decided separately."
      >
        <SecurityFields {...sent('security')} />
        <TermPanel of="Security" {...sent('security')} />
      </SettingsPanel>
    </>
  )
}

export { RouteError as ErrorBoundary }
