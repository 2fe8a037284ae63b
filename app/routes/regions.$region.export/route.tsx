import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { ExportPanel } from '#app/components/export-panel.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'

export const meta: MetaFunction = () => [{ title: 'Export of the region · SectorWars 2102' }]

export const loader = (args: LoaderFunctionArgs) =>
  load(args, (api) => api.regions.export({ region: routeParam(args, 'region') }))

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const result = await attempt(args, (api) => api.regions.requestExport({ region }))
  if (!result.ok) return answer(result)
  return redirectWithFlash(`/regions/${region}/export`, {
    title: 'The export is being made',
    text: 'You get a notice when it is ready, usually within minutes.',
  })
}

/** The whole region as a file: for its owner, and for every citizen while it is evacuated. */
export default function RegionExportPage() {
  const { latest, refusal } = useLoaderData<typeof loader>()
  const { name, displayName } = useVisitedRegion()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  if (refusal !== null)
    return (
      <Panel title="Export">
        <EmptyState title="Not for you now">{refusal}</EmptyState>
      </Panel>
    )
  return (
    <ExportPanel
      title="Export"
      description={`${displayName} to take along: settings, law book, policies, elections, the record of every counted vote, members, map and the treasury’s book. A zip of CSV and JSON with a list of hashes. Purses are not in it.`}
      latest={latest}
      refusal={failure?.message ?? null}
      isSending={isSending}
      download={`/regions/${name}/export/download`}
      note="All who may export the region get the same file."
    />
  )
}

export { RouteError as ErrorBoundary }
