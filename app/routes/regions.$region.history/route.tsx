import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HISTORY_KINDS } from '#server/domain/government/history.ts'
import { isHistoryCursor } from '#server/domain/government/history-input.ts'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { HistoryTimeline } from '#app/components/region/history-timeline.tsx'
import { HISTORY_LABELS } from '#app/components/region/words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { isParticipant, useVisitedRegion } from '#app/lib/visited-region.ts'

export const meta: MetaFunction = () => [{ title: 'History · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const kind = choiceOfQuery(args.request, 'kind', HISTORY_KINDS)
  const place = new URL(args.request.url).searchParams.get('before') ?? ''
  const before = isHistoryCursor(place) ? place : undefined
  return {
    history: await load(args, (api) => api.regions.history({ region, kind, before })),
    kind: kind ?? '',
    isNewest: before === undefined,
  }
}

/** A region's history, newest first. Filter and position are in the URL. */
export default function HistoryPage() {
  const { history, kind, isNewest } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  const to = (before: string | null) => {
    const query = new URLSearchParams({
      ...(kind === '' ? {} : { kind }),
      ...(before === null ? {} : { before }),
    })
    return `?${query.toString()}`
  }
  return (
    <Panel title="History" description="What happened here since the founding, newest first." flush>
      <FilterBar
        label="Filter history"
        filters={[
          {
            name: 'kind',
            label: 'Type',
            value: kind,
            options: HISTORY_KINDS.map((value) => ({ value, label: HISTORY_LABELS[value] })),
          },
        ]}
      />
      <div className="px-4 pb-5 sm:px-6">
        <HistoryTimeline
          entries={history.items}
          regionName={region.name}
          canSeeVotes={isParticipant(region)}
        />
        {isNewest && history.next === null ? null : (
          <nav aria-label="History pages" className="mt-6 flex flex-wrap justify-between gap-3">
            {isNewest ? (
              <span />
            ) : (
              <LinkButton to={to(null)} size="sm">
                Newest
              </LinkButton>
            )}
            {history.next === null ? null : (
              <LinkButton to={to(history.next)} size="sm" rel="next">
                Older
              </LinkButton>
            )}
          </nav>
        )}
      </div>
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
