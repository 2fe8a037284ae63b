import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { MOVE_TARGETS } from '#server/domain/deployments/deployment.ts'
import { reconcileLabel } from '#server/domain/deployments/desired-state.ts'
import { DeploymentPanel } from './deployment-panel.tsx'
import { FactsPanel } from './facts-panel.tsx'
import { StepsPanel } from './steps-panel.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.region.displayName ?? 'Region'} · Administration · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => ({
  region: await load(args, (api) => api.regions.facts({ region: routeParam(args, 'region') })),
})

const INTENTS = ['move', 'scale', 'suspend', 'resume', 'provision'] as const

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const region = routeParam(args, 'region')
  const read = numberReader(args.request)
  const resources = () => ({ cpu: read(formText(form, 'cpu')), memory: read(formText(form, 'memory')) })
  const done = await attempt(args, (api) => {
    switch (formChoice(form, 'intent', INTENTS)) {
      case 'move': {
        const to = formChoice(form, 'to', MOVE_TARGETS)
        return api.deployments.move({ region, to, ...(to === 'own' ? resources() : {}) })
      }
      case 'scale':
        return api.deployments.scale({ region, ...resources() })
      case 'suspend':
        return api.deployments.suspend({ region, confirmation: formText(form, 'confirmation') })
      case 'resume':
        return api.deployments.resume({ region })
      case 'provision':
        return api.deployments.provision({ region })
    }
  })
  return done.ok
    ? redirectWithFlash(`/admin/regions/${region}`, 'It is under way. This page follows it.')
    : answer(done, form)
}

/** One region as operators look at it: how it is to be served, how it is, and what is done about it. */
export default function AdminRegionPage() {
  const { region } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  useLiveRevalidation({ regions: [region.id], topics: ['operation', 'region'] })
  const { deployment, underWay } = region
  const changing = underWay.find(({ kind }) => kind === 'change-deployment')
  return (
    <>
      <PageHeader
        eyebrow="Regions"
        title={region.displayName}
        actions={<LinkButton to={`/regions/${region.name}`}>Its public page</LinkButton>}
      />
      <div className="grid gap-6">
        {changing ? (
          <Panel title="A change is under way">
            <Progress
              label={reconcileLabel(changing.step)}
              percent={changing.progress}
              detail={changing.error ?? undefined}
            />
          </Panel>
        ) : null}
        {deployment.error === null ? null : (
          <Banner tone="danger" title="It is not served as it should be">
            {deployment.error}{' '}
            {deployment.nextTryAt === null ? null : (
              <>
                It failed {deployment.failures} times in a row; the next try is{' '}
                <Time at={deployment.nextTryAt} format="relative" />.
              </>
            )}
          </Banner>
        )}
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <FactsPanel region={region} />
          <DeploymentPanel region={region} />
        </div>
        <StepsPanel steps={deployment.steps} />
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
