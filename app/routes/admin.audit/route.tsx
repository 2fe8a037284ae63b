import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { LogPager } from '#app/components/ui/log-pager.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export const meta: MetaFunction = () => [{ title: 'Audit log · SectorWars 2102' }]

const FILTERS = ['action', 'actor', 'region', 'subjectId', 'from', 'to'] as const

export const loader = async (args: LoaderFunctionArgs) => {
  const query = new URL(args.request.url).searchParams
  const filter = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = query.get(name)?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const after = query.get('after') ?? undefined
  return { filter, log: await load(args, (api) => api.operations.audit({ ...filter, after })) }
}

type Entry = ApiOutputs['operations']['audit']['items'][number]

const COLUMNS: Column<Entry>[] = [
  { key: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
  { key: 'action', header: 'Action', primary: true, cell: ({ action }) => action },
  { key: 'actor', header: 'Who', cell: ({ actor, actorKind }) => actor ?? `(${actorKind})` },
  { key: 'region', header: 'Region', cell: ({ region }) => region?.displayName ?? '–' },
  {
    key: 'subject',
    header: 'Subject',
    cell: ({ subjectType, subjectId, detail }) => (
      <details className="max-w-full min-w-0 text-left">
        <summary className="link inline-flex min-h-6 cursor-pointer items-center">{subjectType}</summary>
        <p className="text-ink-2 mt-1 text-xs break-all">{subjectId}</p>
        <pre className="text-ink-2 mt-1 max-h-48 max-w-96 overflow-auto text-xs whitespace-pre-wrap">
          {JSON.stringify(detail, null, 2)}
        </pre>
      </details>
    ),
  },
]

export default function AuditPage() {
  const { filter, log } = useLoaderData<typeof loader>()
  const value = (name: (typeof FILTERS)[number]) => filter[name] ?? ''
  return (
    <>
      <PageHeader title="Audit log" description="Every action, recorded as it happens." />
      <Panel className="mb-6">
        <Form method="get" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Field label="Action starts with" id="action">
            <Input name="action" defaultValue={value('action')} placeholder="nexus." />
          </Field>
          <Field label="Callsign, or “system”" id="actor">
            <Input name="actor" defaultValue={value('actor')} />
          </Field>
          <Field label="Region name" id="region">
            <Input name="region" defaultValue={value('region')} />
          </Field>
          <Field label="From (UTC day)" id="from">
            <Input type="date" name="from" defaultValue={value('from')} />
          </Field>
          <Field label="To (UTC day)" id="to">
            <Input type="date" name="to" defaultValue={value('to')} />
          </Field>
          <Field label="Subject ID" id="subjectId">
            <Input name="subjectId" defaultValue={value('subjectId')} />
          </Field>
          <div className="flex gap-3">
            <Button type="submit" variant="primary">
              Filter
            </Button>
            <LinkButton to="/admin/audit" variant="ghost">
              Clear
            </LinkButton>
          </div>
        </Form>
      </Panel>
      <Panel flush>
        <Table
          caption="Audit log"
          columns={COLUMNS}
          rows={log.items}
          rowKey={({ id }) => String(id)}
          empty={<EmptyState title="No matching entries">Clear some filters to see more.</EmptyState>}
        />
      </Panel>
      <LogPager next={log.next} noun="entries" />
    </>
  )
}
