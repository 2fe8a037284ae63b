import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { economyInput } from '#server/domain/regions/inputs.ts'
import { EconomyFields } from '#app/components/region/economy-fields.tsx'
import { SettingsPanel } from '#app/components/region/settings-panel.tsx'
import { TermPanel } from '#app/components/region/term-fields.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { closedReason, formValuesOf } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { load } from '#app/caller.server.ts'
import { settingsAction } from '#app/settings-action.server.ts'
import { TreasuryPanel } from './treasury-panel.tsx'

const ENTRIES_A_PAGE = 5

export const meta: MetaFunction = () => [{ title: 'Economy · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  treasury: await load(args, (api) =>
    api.economy.treasury({
      region: routeParam(args, 'region'),
      after: new URL(args.request.url).searchParams.get('after') ?? undefined,
      pageSize: ENTRIES_A_PAGE,
    }),
  ),
})

export const action = (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  return settingsAction(args, {
    region,
    policies: `/governor/${region}/policies`,
    change: (api, changes, { terms }) =>
      api.regions.changeEconomy({ region, ...economyInput.partial().parse(changes), ...terms }),
  })
}

export default function EconomyPage() {
  const region = useGovernedRegion()
  const { treasury } = useLoaderData<typeof loader>()
  const answer = useAnswer<typeof action>() ?? null
  const values = answer?.values ?? formValuesOf(region)
  return (
    <>
      <TreasuryPanel book={treasury} regionName={region.name} />
      <SettingsPanel
        name="economy"
        answer={answer}
        pending={useNavigation().state === 'submitting'}
        closed={closedReason(region.status)}
        note="Next you see what would change and who decides. Nothing happens before you confirm."
      >
        <EconomyFields values={values} errors={answer?.fields ?? {}} />
        <TermPanel values={values} errors={answer?.fields ?? {}} />
      </SettingsPanel>
    </>
  )
}

export { RouteError as ErrorBoundary }
