import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { TreatyPage } from '#app/components/region/treaty-page.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { treatyAction } from '#app/treaty-action.server.ts'

export const meta: MetaFunction = () => [{ title: 'Treaty · SectorWars 2102' }]

const treatyRefOf = (args: Pick<LoaderFunctionArgs, 'params'>) => ({
  treatyId: routeParam(args, 'treaty'),
  region: routeParam(args, 'region'),
})

export const loader = async (args: LoaderFunctionArgs) => ({
  treaty: await load(args, (api) => api.diplomacy.get(treatyRefOf(args))),
})

export const action = (args: ActionFunctionArgs) => treatyAction(args, treatyRefOf(args))

export default function TreatyDetailPage() {
  const { treaty } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <TreatyPage
      treaty={treaty}
      pending={useNavigation().state === 'submitting'}
      error={failure?.message ?? null}
    />
  )
}

export { RouteError as ErrorBoundary }
