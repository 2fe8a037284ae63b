import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { ArchiveRestore } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatBytes } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [{ title: 'Archives of regions · SectorWars 2102' }]

const HERE = '/admin/archives'

export const loader = async (args: LoaderFunctionArgs) => ({
  archives: await load(args, (api) => api.archives.list({ page: pageOfQuery(args.request) })),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const retried = await attempt(args, (api) => api.archives.retry({ taskId: formText(form, 'taskId') }))
  return retried.ok
    ? redirectWithFlash(HERE, 'Trying again now.')
    : redirectWithFlash(HERE, retried.message, 'danger')
}

type Archive = ApiOutputs['archives']['list']['items'][number]

const COLUMNS: Column<Archive>[] = [
  {
    key: 'region',
    header: 'Region',
    primary: true,
    cell: ({ region }) => <span className="wrap-anywhere">{region.displayName}</span>,
  },
  { key: 'state', header: 'State', cell: (archive) => <State archive={archive} /> },
  {
    key: 'frozen',
    header: 'Frozen',
    cell: ({ frozenAt }) => (frozenAt === null ? 'Not yet' : <Time at={frozenAt} />),
  },
  {
    key: 'proved',
    header: 'Proved',
    cell: ({ provedAt }) => (provedAt === null ? 'Not yet' : <Time at={provedAt} />),
  },
  {
    key: 'size',
    header: 'Size',
    numeric: true,
    cell: ({ bytes }) => (bytes === null ? '—' : formatBytes(bytes)),
  },
  {
    key: 'until',
    header: 'Kept until',
    cell: ({ keptUntil, endedAt }) =>
      keptUntil !== null ? (
        <Time at={keptUntil} format="date" />
      ) : endedAt !== null ? (
        <>
          Over since <Time at={endedAt} format="date" />
        </>
      ) : (
        '—'
      ),
  },
]

const lookOf = ({ underWay, outcome, droppedAt }: Archive): { tone: Tone; label: string } => {
  if (underWay?.error) return { tone: 'danger', label: 'Failing' }
  if (underWay) return { tone: 'info', label: 'Under way' }
  if (outcome === 'returned') return { tone: 'success', label: 'Came back' }
  if (outcome === 'erased') return { tone: 'neutral', label: 'Erased' }
  return droppedAt === null
    ? { tone: 'warning', label: 'Database still there' }
    : { tone: 'neutral', label: 'In the archive' }
}

function State({ archive }: { archive: Archive }) {
  const { underWay, nameRestsUntil } = archive
  const look = lookOf(archive)
  return (
    <div className="grid justify-items-start gap-1">
      <Badge tone={look.tone}>{look.label}</Badge>
      {underWay ? (
        <p className="text-ink-2 text-sm wrap-anywhere">
          {underWay.error ?? `${underWay.step} (${underWay.progress}%)`}
        </p>
      ) : null}
      {underWay?.error ? (
        <Form method="post">
          <input type="hidden" name="taskId" value={underWay.taskId} />
          <Button type="submit" size="sm">
            Try again now
          </Button>
        </Form>
      ) : null}
      {archive.outcome === 'erased' && nameRestsUntil ? (
        <p className="text-ink-2 text-sm">
          Its name rests until <Time at={nameRestsUntil} format="date" />
        </p>
      ) : null}
    </div>
  )
}

/** Regions that nobody paid for, and where their galaxies are. */
export default function ArchivesPage() {
  const { archives } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['operation'], pace: 'calm' })
  return (
    <>
      <PageHeader
        eyebrow="Backups"
        title="Archives of regions"
        description="A region that nobody paid for until the end of its evacuation is kept as an encrypted archive, which was loaded once to prove it. A payment brings it back; without one it is erased on its day."
        actions={<LinkButton to="/admin/backups">All backups</LinkButton>}
      />
      <Panel flush>
        <PagedTable
          caption="Archives, those that are kept first"
          columns={COLUMNS}
          of={archives}
          noun="archives"
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<ArchiveRestore />} title="No archive yet">
              The first one is made when a region was given up and evacuated.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
