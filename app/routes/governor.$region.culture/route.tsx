import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useNavigation } from '@remix-run/react'
import { cultureInput } from '#server/domain/regions/inputs.ts'
import { load } from '#app/caller.server.ts'
import { CultureFields } from '#app/components/region/culture-fields.tsx'
import { SettingsPanel } from '#app/components/region/settings-panel.tsx'
import { TermPanel } from '#app/components/region/term-fields.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { closedReason, formValuesOf } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { settingsAction } from '#app/settings-action.server.ts'

export const meta: MetaFunction = () => [{ title: 'Culture · SectorWars 2102' }]

export const loader = (args: LoaderFunctionArgs) =>
  load(args, (api) => api.regions.emblemRights({ region: routeParam(args, 'region') }))

export const action = (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  return settingsAction(args, {
    region,
    policies: `/governor/${region}/policies`,
    change: (api, changes, { terms }) =>
      api.regions.changeCulture({ region, ...cultureInput.parse(changes), ...terms }),
  })
}

export default function CulturePage() {
  const region = useGovernedRegion()
  const { isIncluded, isSold } = useLoaderData<typeof loader>()
  const answer = useAnswer<typeof action>() ?? null
  const values = answer?.values ?? formValuesOf(region)
  return (
    <SettingsPanel
      name="culture"
      answer={answer}
      pending={useNavigation().state === 'submitting'}
      closed={closedReason(region.status)}
      note="Shown wherever the region appears. New members get it too."
    >
      {isIncluded || isSold ? (
        <p className="text-ink-2 text-sm">
          {isIncluded ? 'The owner can ' : 'The owner of a larger region can '}
          <Link className="link" to={`/regions/${region.name}/emblem`}>
            upload an emblem
          </Link>
          , shown instead of the drawing.
        </p>
      ) : null}
      <CultureFields values={values} errors={answer?.fields ?? {}} regionName={region.displayName} />
      <TermPanel values={values} errors={answer?.fields ?? {}} />
    </SettingsPanel>
  )
}

export { RouteError as ErrorBoundary }
