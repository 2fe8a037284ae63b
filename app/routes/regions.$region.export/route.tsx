import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { askForExport } from '#app/ask-for-export.server.ts'
import { load } from '#app/caller.server.ts'
import { ExportPanel } from '#app/components/export-panel.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { exportPath } from '#server/domain/regions/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Export of the region · SectorWars 2102' }]

export const loader = (args: LoaderFunctionArgs) =>
  load(args, (api) => api.regions.export({ region: routeParam(args, 'region') }))

export const action = (args: ActionFunctionArgs) => askForExport(args, exportPath)

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
