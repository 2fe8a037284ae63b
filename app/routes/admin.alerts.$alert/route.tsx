import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { partsOfCode, runbookBlocks } from '#app/lib/runbook-blocks.ts'
import { runbookOf } from '#app/lib/runbooks.server.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  await load(args, (api) => api.operations.amAdmin())
  const alert = routeParam(args, 'alert')
  const page = runbookOf(alert)
  if (page === undefined) throw data(null, { status: 404 })
  return { alert, blocks: runbookBlocks(page) }
}

export const meta: MetaFunction<typeof loader> = (page) => [
  { title: `${page.data?.alert ?? 'Alert'} · SectorWars 2102` },
]

/** What an alert means, where to look and what to do. */
export default function RunbookPage() {
  const { alert, blocks } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Alerts', to: '/admin/alerts' }, { label: alert }]}
        eyebrow="Runbook"
        title={alert}
      />
      <Panel>
        <div className="grid max-w-3xl gap-4">
          {blocks.map((block, at) =>
            block.kind === 'list' ? (
              <ul key={at} className="grid list-disc gap-2 pl-5">
                {block.items.map((item) => (
                  <li key={item}>
                    <Words text={item} />
                  </li>
                ))}
              </ul>
            ) : block.kind === 'heading' ? (
              <h2 key={at} className="mt-2 text-lg">
                {block.text}
              </h2>
            ) : (
              <p key={at} className="text-pretty">
                <Words text={block.text} />
              </p>
            ),
          )}
        </div>
      </Panel>
    </>
  )
}

const Words = ({ text }: { text: string }) =>
  partsOfCode(text).map((part, at) =>
    at % 2 === 1 ? (
      <code key={at} className="wrap-anywhere">
        {part}
      </code>
    ) : (
      part
    ),
  )

export { RouteError as ErrorBoundary }
