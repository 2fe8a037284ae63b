import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { ElectionPage } from '#app/components/region/election-page.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { electionAction } from '#app/election-action.server.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Election · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  election: await load(args, (api) => api.elections.get({ electionId: routeParam(args, 'election') })),
})

export const action = (args: ActionFunctionArgs) => electionAction(args, routeParam(args, 'election'))

export default function ElectionDetailPage() {
  const { election } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>() ?? null
  return (
    <ElectionPage election={election} pending={useNavigation().state === 'submitting'} failure={failure} />
  )
}

export { RouteError as ErrorBoundary }
