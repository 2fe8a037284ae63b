import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { TreasuryOrdersPage } from '#app/components/treasury-orders/treasury-orders-page.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { closedReason } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { orderAction, pageOfOrders } from '#app/treasury-orders.server.ts'

export const meta: MetaFunction = () => [{ title: 'Treasury orders · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  page: pageOfOrders(
    args,
    await load(args, (api) => api.treasury.orders({ region: routeParam(args, 'region') })),
  ),
})

export const action = async (args: ActionFunctionArgs) => {
  const base = `/regions/${routeParam(args, 'region')}`
  const paths = { page: `${base}/treasury`, policies: `${base}/policies` }
  return orderAction(args, await args.request.formData(), paths)
}

/** What the treasury pays for, and what members who may propose can put to the vote. */
export default function RegionTreasuryPage() {
  const region = useVisitedRegion()
  return (
    <div className="grid gap-6">
      <TreasuryOrdersPage
        page={useLoaderData<typeof loader>().page}
        answer={useAnswer<typeof action>() ?? null}
        closed={closedReason(region.status)}
        ledger={null}
        culture={`/regions/${region.name}`}
      />
    </div>
  )
}

export { RouteError as ErrorBoundary }
