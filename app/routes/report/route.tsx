import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { choiceOfQuery } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import {
  CATEGORY_TEXTS,
  REPORT_CATEGORIES,
  REPORT_SUBJECTS,
  REPORT_TEXT_LENGTH,
} from '#server/domain/reports/report-rules.ts'

export const meta: MetaFunction = () => [{ title: 'Report · SectorWars 2102' }]

const matterOf = ({ request }: { request: Request }) => ({
  subject: choiceOfQuery(request, 'subject', REPORT_SUBJECTS) ?? 'pilot',
  of: new URL(request.url).searchParams.get('of') ?? '',
})

export const loader = async (args: LoaderFunctionArgs) => {
  const asked = matterOf(args)
  if (asked.of === '') return { matter: null }
  const { matter } = await load(args, (api) => api.reports.matter(asked))
  return { matter: { title: matter.title, href: matter.href } }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const values = { category: formText(form, 'category'), text: formText(form, 'text') }
  const category = formChoice(form, 'category', REPORT_CATEGORIES)
  const filed = await attempt(args, (api) =>
    api.reports.file({ ...matterOf(args), category, text: values.text }),
  )
  if (!filed.ok) return answer({ ...filed, values })
  const { matter } = await load(args, (api) => api.reports.matter(matterOf(args)))
  return redirectWithFlash(matter.href, {
    title: 'Report sent',
    text: 'Administrators look into it, and you are told once they have.',
  })
}

/** What a player tells the administrators of a pilot or a text. */
export default function ReportPage() {
  const { matter } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  if (matter === null)
    return (
      <>
        <PageHeader title="Report" />
        <EmptyState title="Nothing is chosen">
          Open the page of a pilot, a region or a proposal, and choose “Report” there.
        </EmptyState>
      </>
    )
  const { title, href } = matter
  return (
    <>
      <PageHeader
        title={`Report ${title}`}
        description="Administrators see your report with what you report, as it is now. Nobody else learns who reported it."
      />
      <Panel>
        <Form method="post" className="grid max-w-xl gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <p>
            You report{' '}
            <Link className="link wrap-anywhere" to={href}>
              {title}
            </Link>
            .
          </p>
          <Field label="What it is about" error={failure?.fields.category ?? null} id="category">
            <Select
              name="category"
              required
              defaultValue={failure?.values.category ?? REPORT_CATEGORIES[0]}
              options={REPORT_CATEGORIES.map((value) => ({ value, label: CATEGORY_TEXTS[value] }))}
            />
          </Field>
          <Field
            label="What happened"
            hint={`${REPORT_TEXT_LENGTH.min} to ${REPORT_TEXT_LENGTH.max} characters. Say where and when.`}
            error={failure?.fields.text ?? null}
            id="text"
          >
            <Textarea
              name="text"
              required
              minLength={REPORT_TEXT_LENGTH.min}
              maxLength={REPORT_TEXT_LENGTH.max}
              rows={6}
              defaultValue={failure?.values.text}
            />
          </Field>
          <div className="flex flex-wrap gap-3">
            <Button type="submit" variant="primary" pending={isSending}>
              Send report
            </Button>
            <LinkButton to={href} variant="ghost">
              Go back
            </LinkButton>
          </div>
        </Form>
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
