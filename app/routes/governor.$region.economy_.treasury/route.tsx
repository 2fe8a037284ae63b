import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { attempt } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { closedReason } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { BalancePanel } from './balance-panel.tsx'
import { FestivalsPanel } from './festivals-panel.tsx'
import { JobsPanel } from './jobs-panel.tsx'
import { orderAction } from './order-action.server.ts'
import { viewOrders } from './orders-view.ts'
import { PostJobPanel } from './post-job-panel.tsx'
import { WorksPanel } from './works-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Treasury orders · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const asked = await attempt(args, (api) => api.treasury.orders({ region: routeParam(args, 'region') }))
  if (!asked.ok) return { page: null }
  const view = viewOrders(asked.value, {
    good: choiceOfQuery(args.request, 'good', COMMODITIES),
    search: new URL(args.request.url).searchParams.get('q')?.trim() ?? '',
    page: pageOfQuery(args.request),
  })
  // One for each form, so that a form that is sent twice is one order.
  const orderIds = {
    job: randomUUID(),
    works: view.works.items.map(() => randomUUID()),
    festivals: view.festivalDates.map(() => randomUUID()),
  }
  return { page: { view, orderIds } }
}

export const action = async (args: ActionFunctionArgs) => orderAction(args, await args.request.formData())

/** Jobs, works and festivals that a government orders from its treasury. */
export default function TreasuryOrdersPage() {
  const region = useGovernedRegion()
  const { page } = useLoaderData<typeof loader>()
  const answer = useAnswer<typeof action>() ?? null
  if (page === null)
    return (
      <Panel title="Treasury orders">
        <p className="text-ink-2">The treasury is not available right now. Try again soon.</p>
      </Panel>
    )
  const { view, orderIds } = page
  const closed = closedReason(region.status)
  const messageFor = (kind: 'works' | 'festival') => (answer?.kind === kind ? answer.message : null)
  return (
    <>
      <BalancePanel view={view} regionName={region.name} />
      <JobsPanel view={view} />
      <PostJobPanel
        view={view}
        orderId={orderIds.job}
        refusal={closed ?? view.refusals.job}
        failed={answer?.kind === 'job' ? answer : null}
      />
      <WorksPanel
        view={view}
        orderIds={orderIds.works}
        refusal={closed ?? view.refusals.works}
        error={messageFor('works')}
      />
      <FestivalsPanel
        view={view}
        regionName={region.name}
        orderIds={orderIds.festivals}
        refusal={closed ?? view.refusals.festival}
        error={messageFor('festival')}
      />
    </>
  )
}

export { RouteError as ErrorBoundary }
