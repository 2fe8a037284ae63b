import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { Siren } from 'lucide-react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { IncidentStateBadge, SeverityBadge } from '#app/components/incidents/incident-badges.tsx'
import { IncidentFields } from '#app/components/incidents/incident-fields.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import {
  COMPONENT_LABELS,
  COMPONENTS,
  INCIDENT_SEVERITIES,
  INCIDENT_TITLE_LENGTH,
} from '#server/domain/incidents/incident-rules.ts'
import { type IncidentView } from '#server/domain/incidents/status-wire.ts'

export const meta: MetaFunction = () => [{ title: 'Incidents · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  incidents: await load(args, (api) => api.incidents.list({ page: pageOfQuery(args.request) })),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const component = formChoice(form, 'component', COMPONENTS)
  const severity = formChoice(form, 'severity', INCIDENT_SEVERITIES)
  const written = { title: formText(form, 'title'), text: formText(form, 'text') }
  const opened = await attempt(args, (api) => api.incidents.open({ ...written, component, severity }))
  return opened.ok
    ? redirectWithFlash(`/admin/incidents/${opened.value.id}`, 'Everybody can read it at /status')
    : answer(opened, form)
}

const COLUMNS: Column<IncidentView>[] = [
  {
    key: 'title',
    header: 'Incident',
    primary: true,
    cell: ({ id, title }) => (
      <Link className="link wrap-anywhere" to={`/admin/incidents/${id}`}>
        {title}
      </Link>
    ),
  },
  { key: 'about', header: 'About', cell: ({ component }) => COMPONENT_LABELS[component] },
  { key: 'severity', header: 'Severity', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  {
    key: 'state',
    header: 'State',
    cell: ({ updates: [newest] }) => <IncidentStateBadge state={newest?.state ?? 'investigating'} />,
  },
  { key: 'began', header: 'Began', cell: ({ startedAt }) => <Time at={startedAt} /> },
  {
    key: 'ended',
    header: 'Resolved',
    cell: ({ resolvedAt }) => (resolvedAt === null ? '—' : <Time at={resolvedAt} />),
  },
]

/** What administrators tell everybody of faults. */
export default function IncidentsPage() {
  const { incidents } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        title="Incidents"
        eyebrow="Administration"
        description="What the status page tells everybody. Facts that the platform knows itself, such as a region that does not answer, are there without you."
        actions={<LinkButton to="/status">Status page</LinkButton>}
      />
      <Panel title="All incidents" className="mb-6" flush>
        <PagedTable
          caption="Incidents, newest first"
          columns={COLUMNS}
          of={incidents}
          noun="incidents"
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<Siren />} title="No incident yet" />}
        />
      </Panel>
      <Panel title="New incident" description="Published at once. Write what players notice, not what broke.">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} className="mb-4" />
        <Form method="post" className="grid max-w-xl gap-5">
          <RefusedFields hidden={{}}>
            <Field label="Title" error={failure?.fields?.title}>
              <Input
                name="title"
                required
                minLength={INCIDENT_TITLE_LENGTH.min}
                maxLength={INCIDENT_TITLE_LENGTH.max}
                autoComplete="off"
              />
            </Field>
            <Field label="About" error={failure?.fields?.component}>
              <Select
                name="component"
                required
                placeholder="Choose"
                options={COMPONENTS.map((value) => ({ value, label: COMPONENT_LABELS[value] }))}
              />
            </Field>
            <IncidentFields errors={failure?.fields} />
          </RefusedFields>
          <Button type="submit" variant="primary" className="justify-self-start">
            Publish
          </Button>
        </Form>
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
