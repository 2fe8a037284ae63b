import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { PilotTabs } from '#app/components/pilot-tabs.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { LogPager } from '#app/components/ui/log-pager.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formText } from '#app/lib/form-text.ts'
import { LogLines } from './log-lines.tsx'
import { NewsLines } from './news-lines.tsx'
import { ReachedPrices } from './reached-prices.tsx'
import { SuggestedTrades } from './suggested-trades.tsx'
import { TodayLines } from './today-lines.tsx'

export const meta: MetaFunction = () => [{ title: 'Captain’s log · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const after = new URL(args.request.url).searchParams.get('after') ?? undefined
  const [log, news] = await Promise.all([
    load(args, (api) => api.trade.log({ after })),
    load(args, (api) => api.pilots.news()),
  ])
  return { ...log, news, isFirstPage: after === undefined }
}

export const action = async (args: ActionFunctionArgs) => {
  const until = formText(await args.request.formData(), 'until')
  const marked = await attempt(args, (api) => api.trade.markLogRead({ until }))
  return marked.ok ? data(null) : answer(marked)
}

export default function LogPage() {
  const { entries, readUntil, fights, endedContracts, today, news, isFirstPage } =
    useLoaderData<typeof loader>()
  // The lines that were new when the page was opened stay marked after it was noted that they are read.
  const [newAfter] = useState(readUntil)
  useNoteRead(
    isFirstPage
      ? newestOf([
          ...[entries.items, fights, endedContracts],
          news.laws.map(({ enactedAt }) => ({ at: enactedAt })),
        ])
      : null,
    readUntil,
  )
  return (
    <>
      <PageHeader
        eyebrow="Ship"
        title="Captain’s log"
        description="What happened since you were here, and everything that moved your purse where you are, newest first."
        actions={<LinkButton to="/play">Back to your ship</LinkButton>}
      />
      <PilotTabs />
      {isFirstPage ? (
        <div className="mb-4 grid items-start gap-4 lg:grid-cols-2">
          <TodayLines {...today} />
          <div className="grid gap-4">
            <NewsLines {...{ fights, endedContracts, news, newAfter }} />
            <ReachedPrices />
            <SuggestedTrades />
          </div>
        </div>
      ) : null}
      <Panel flush>
        {entries.items.length === 0 ? (
          <EmptyState title="Nothing yet">
            Trade, fly to new sectors or visit a shipyard: it is written here.
          </EmptyState>
        ) : (
          <LogLines entries={entries.items} newAfter={newAfter} />
        )}
      </Panel>
      <LogPager next={entries.next} noun="entries" className="mt-4" />
    </>
  )
}

const newestOf = (lines: readonly (readonly { at: string }[])[]): string | null =>
  lines
    .flatMap(([first]) => (first ? [first.at] : []))
    .sort()
    .at(-1) ?? null

/** Tells the server up to where the log was read. Without scripts the marker stays where it is. */
function useNoteRead(newest: string | null, readUntil: string | null) {
  const fetcher = useFetcher()
  const isNew = newest !== null && (readUntil === null || readUntil < newest)
  useEffect(() => {
    if (isNew && fetcher.state === 'idle' && fetcher.data === undefined)
      fetcher.submit({ until: newest }, { method: 'post' })
  }, [isNew, newest, fetcher])
}

export { RouteError as ErrorBoundary }
