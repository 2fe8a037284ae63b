import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { ActDialog } from '#app/components/admin/act-dialog.tsx'
import { ReportBadge } from '#app/components/admin/report-badge.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { formatLabel } from '#app/lib/format.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import {
  CATEGORY_TEXTS,
  OUTCOME_LABELS,
  REPORT_OUTCOMES,
  SUBJECT_LABELS,
} from '#server/domain/reports/report-rules.ts'

export const loader = async (args: LoaderFunctionArgs) => ({
  report: await load(args, (api) => api.reports.get({ reportId: routeParam(args, 'report') })),
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Report: ${data?.report.matter.title ?? ''} · SectorWars 2102` },
]

export const action = async (args: ActionFunctionArgs) => {
  const reportId = routeParam(args, 'report')
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'take') {
    const taken = await attempt(args, (api) => api.reports.take({ reportId }))
    return taken.ok ? redirectWithFlash(`/admin/reports/${reportId}`, 'The report is yours') : answer(taken)
  }
  const outcome = formChoice(form, 'outcome', REPORT_OUTCOMES)
  const reason = formText(form, 'reason')
  const closed = await attempt(args, (api) => api.reports.close({ reportId, outcome, reason }))
  return closed.ok ? redirectWithFlash('/admin/reports', 'Report closed') : answer(closed, form)
}

type Report = ApiOutputs['reports']['get']

export default function ReportPage() {
  const { report } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Reports', to: '/admin/reports' }, { label: report.matter.title }]}
        eyebrow="Report"
        title={report.matter.title}
        badges={<ReportBadge {...report} />}
      />
      <div className="grid gap-6">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <ReportPanel report={report} />
        <Panel title="What was reported, as it was then">
          <DataList
            items={report.matter.lines.map(({ label, text }) => ({
              label,
              value: '',
              note: <span className="whitespace-pre-wrap wrap-anywhere">{text === '' ? '–' : text}</span>,
            }))}
          />
          <p className="mt-3">
            <Link className="link" to={report.matter.href}>
              As it is now
            </Link>
          </p>
        </Panel>
        {report.state === 'closed' ? <ClosedPanel report={report} /> : null}
      </div>
    </>
  )
}

function ReportPanel({ report }: { report: Report }) {
  const { reporter, reported, category, text, subject, at, state } = report
  const player = ({ id, callsign }: { id: string; callsign: string }) => (
    <Link className="link" to={`/admin/players/${id}`}>
      {callsign}
    </Link>
  )
  return (
    <Panel title={CATEGORY_TEXTS[category]}>
      <p className="mb-4 whitespace-pre-wrap wrap-anywhere">{text}</p>
      <DataList
        items={[
          { label: 'Reported by', value: player(reporter), note: 'Never tell anybody who reported it.' },
          { label: `${formatLabel(SUBJECT_LABELS[subject])} of`, value: player(reported) },
          { label: 'Reported', value: <Time at={at} /> },
        ]}
      />
      {state === 'closed' ? null : (
        <div className="mt-4 flex flex-wrap gap-3">
          <Form method="post">
            <Button type="submit" name="intent" value="take">
              {state === 'taken' ? 'Take it over' : 'Take it'}
            </Button>
          </Form>
          <ActDialog
            intent="close"
            label="Close"
            title="Close this report?"
            confirmLabel="Close report"
            tone="primary"
            controls={
              <Field label="Outcome" id="outcome">
                <Select
                  name="outcome"
                  required
                  placeholder="Choose"
                  options={REPORT_OUTCOMES.map((value) => ({ value, label: OUTCOME_LABELS[value] }))}
                />
              </Field>
            }
          >
            The reporter is told the outcome, in general words. The reason stays with you. To suspend
            somebody, open their page first.
          </ActDialog>
        </div>
      )}
    </Panel>
  )
}

function ClosedPanel({ report: { outcome, closedAt, closedBy, closingReason } }: { report: Report }) {
  return (
    <Panel title="Closed">
      <DataList
        items={[
          { label: 'Outcome', value: outcome === null ? '–' : OUTCOME_LABELS[outcome] },
          { label: 'By', value: closedBy ?? '–' },
          { label: 'When', value: closedAt === null ? '–' : <Time at={closedAt} /> },
          { label: 'Reason', value: '', note: <span className="wrap-anywhere">{closingReason}</span> },
        ]}
      />
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
