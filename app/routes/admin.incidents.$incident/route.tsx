import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { SeverityBadge } from '#app/components/incidents/incident-badges.tsx'
import { IncidentUpdates } from '#app/components/incidents/incident-updates.tsx'
import { IncidentFields } from '#app/components/incidents/incident-fields.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import {
  COMPONENT_LABELS,
  INCIDENT_SEVERITIES,
  INCIDENT_STATE_LABELS,
  INCIDENT_STATES,
} from '#server/domain/incidents/incident-rules.ts'

export const loader = async (args: LoaderFunctionArgs) => ({
  incident: await load(args, (api) => api.incidents.get({ incidentId: routeParam(args, 'incident') })),
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.incident.title ?? 'Incident'} · SectorWars 2102` },
]

export const action = async (args: ActionFunctionArgs) => {
  const incidentId = routeParam(args, 'incident')
  const form = await args.request.formData()
  const state = formChoice(form, 'state', INCIDENT_STATES)
  const severity = formChoice(form, 'severity', INCIDENT_SEVERITIES)
  const written = await attempt(args, (api) =>
    api.incidents.update({ incidentId, state, severity, text: formText(form, 'text') }),
  )
  return written.ok
    ? redirectWithFlash(
        `/admin/incidents/${incidentId}`,
        state === 'resolved' ? 'The incident is resolved' : 'Everybody can read it at /status',
      )
    : answer(written, form)
}

/** One incident: what was written, and the next update. */
export default function IncidentPage() {
  const { incident } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const { title, severity, component, updates, resolvedAt } = incident
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Incidents', to: '/admin/incidents' }, { label: title }]}
        eyebrow={COMPONENT_LABELS[component]}
        title={title}
        badges={<SeverityBadge severity={severity} />}
      />
      <Panel title="Updates" className="mb-6">
        <IncidentUpdates updates={updates} />
      </Panel>
      <Panel
        title="Write an update"
        description={
          resolvedAt === null
            ? 'Published at once.'
            : 'It is resolved. An update with another state opens it again.'
        }
      >
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} className="mb-4" />
        <Form method="post" className="grid max-w-xl gap-5">
          <RefusedFields hidden={{}}>
            <Field label="State" error={failure?.fields?.state}>
              <Select
                name="state"
                required
                defaultValue={updates[0]?.state}
                options={INCIDENT_STATES.map((value) => ({ value, label: INCIDENT_STATE_LABELS[value] }))}
              />
            </Field>
            <IncidentFields severity={severity} errors={failure?.fields} />
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
