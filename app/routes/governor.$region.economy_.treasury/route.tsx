import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { attempt } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { TreasuryOrdersPage } from '#app/components/treasury-orders/treasury-orders-page.tsx'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { closedReason } from '#app/lib/settings-form.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { orderAction, pageOfOrders } from '#app/treasury-orders.server.ts'

export const meta: MetaFunction = () => [{ title: 'Treasury orders · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const asked = await attempt(args, (api) => api.treasury.orders({ region: routeParam(args, 'region') }))
  return { page: asked.ok ? pageOfOrders(args, asked.value) : null }
}

export const action = async (args: ActionFunctionArgs) => {
  const base = `/governor/${routeParam(args, 'region')}`
  const paths = { page: `${base}/economy/treasury`, policies: `${base}/policies` }
  return orderAction(args, await args.request.formData(), paths)
}

/** Jobs, works and festivals that a government orders from its treasury. */
export default function GovernorTreasuryPage() {
  const region = useGovernedRegion()
  return (
    <TreasuryOrdersPage
      page={useLoaderData<typeof loader>().page}
      answer={useAnswer<typeof action>() ?? null}
      closed={closedReason(region.status)}
      ledger={`/governor/${region.name}/economy`}
      culture={`/governor/${region.name}/culture`}
    />
  )
}

export { RouteError as ErrorBoundary }
