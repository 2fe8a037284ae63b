import { Form } from '@remix-run/react'
import { type TreatyDetail } from '#app/lib/api-types.ts'
import { RefusedFields, useRefusedForm } from '#app/lib/refused-form.tsx'
import { ReportLink } from '#app/components/report-link.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** Public breach reports and answers, with forms for those who may sign for a side. */
export function TreatyBreaches({ treaty, pending }: { treaty: TreatyDetail; pending: boolean }) {
  const { own, breaches } = treaty
  if (treaty.signedAt === null) return null
  const nameOf = (regionId: string) =>
    (regionId === treaty.regionA.id ? treaty.regionA : treaty.regionB).displayName
  return (
    <Panel
      title="Breach reports"
      description="Each side can report a breach and answer reports. Reports are public and have no automatic effect."
    >
      <div className="grid gap-6">
        {breaches.length === 0 ? <p className="text-ink-2">No breaches reported.</p> : null}
        {breaches.length === 0 ? null : (
          <ul className="divide-line divide-y">
            {breaches.map((report) => (
              <li key={report.id} className="grid gap-2 py-4 first:pt-0 last:pb-0">
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <span className="font-semibold">{nameOf(report.regionId)} reports</span>
                  <span className="text-ink-2 text-sm">
                    <Time at={report.reportedAt} />
                  </span>
                </p>
                <p className="max-w-prose break-words whitespace-pre-line">{report.text}</p>
                <ReportLink subject="breach" of={report.id} />
                {report.answer === null ? (
                  own?.canAnswerBreaches && own.regionId !== report.regionId ? (
                    <BreachTextForm
                      intent="answer-breach"
                      label="Answer this report"
                      breachId={report.id}
                      pending={pending}
                    />
                  ) : (
                    <p className="text-ink-2 text-sm">Not answered yet.</p>
                  )
                ) : (
                  <div className="border-accent border-l-2 pl-4">
                    <p className="text-ink-2 text-sm">
                      Answer
                      {report.answeredAt === null ? null : (
                        <>
                          , <Time at={report.answeredAt} />
                        </>
                      )}
                    </p>
                    <p className="max-w-prose break-words whitespace-pre-line">{report.answer}</p>
                    <ReportLink subject="answer" of={report.id} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
        {own?.canReportBreach ? (
          <BreachTextForm intent="report-breach" label="Report a breach" pending={pending} />
        ) : null}
      </div>
    </Panel>
  )
}

function BreachTextForm({
  intent,
  label,
  breachId = '',
  pending,
}: {
  intent: string
  label: string
  breachId?: string
  pending: boolean
}) {
  return (
    <details open={useRefusedForm({ intent, breachId }) !== null}>
      <summary className="link inline-flex min-h-8 items-center">{label}</summary>
      <Form method="post" aria-label={label} className="grid gap-4 pt-3">
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="breachId" value={breachId} />
        <RefusedFields hidden={{ intent, breachId }}>
          <Field
            id={`text-${intent}-${breachId}`}
            label="What happened"
            hint="Everyone can read it as long as the treaty exists."
          >
            <Textarea name="text" rows={4} />
          </Field>
        </RefusedFields>
        <Button type="submit" pending={pending} className="justify-self-start">
          {label}
        </Button>
      </Form>
    </details>
  )
}
