import { Form } from '@remix-run/react'
import { type ReactNode } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { type FormValues } from '#app/lib/settings-form.ts'
import { byControl, SettingsFormName } from '#app/lib/term-field-id.ts'
import { type ImpactLine } from '#server/domain/policies/impact-line.ts'
import { type ReviewPart } from '#server/domain/policies/settings-review.ts'
import { ChangeReview } from './change-review.tsx'

/** The response of a settings action: the refusal or the review, with the entered values. */
export type SettingsAnswer = {
  /** Name of the form that was sent. */
  form: string
  values: FormValues
  review: ReviewPart[] | null
  /** Shown with the review: the effect on the last 30 days. */
  impact: ImpactLine[]
  message: string | null
  fields: Record<string, string>
}

export type SettingsPanelProps = {
  /** Sent as `form`, because a page can have several. */
  name: string
  answer: SettingsAnswer | null
  pending: boolean
  /** Why nothing can be changed now; the form is shown but disabled. */
  closed?: string | null
  /** Note beside the button: who decides. */
  note?: ReactNode
  children: ReactNode
}

/** A form that shows a review before saving. The form stays hidden behind the review with its values. */
export function SettingsPanel({ name, answer, pending, closed = null, note, children }: SettingsPanelProps) {
  const mine = answer?.form === name ? answer : null
  const reviewing = mine !== null && mine.review !== null
  return (
    <>
      {reviewing ? (
        <ChangeReview
          parts={mine.review ?? []}
          impact={mine.impact}
          values={{ ...mine.values, form: name }}
          pending={pending}
        />
      ) : null}
      <Form
        method="post"
        noValidate
        hidden={reviewing}
        className="grid gap-6"
        aria-label={`Settings: ${name}`}
      >
        <input type="hidden" name="form" value={name} />
        {mine && !reviewing ? (
          <FormError message={mine.message} fieldErrors={byControl(name, mine.fields)} />
        ) : null}
        <SettingsFormName.Provider value={name}>{children}</SettingsFormName.Provider>
        <div className="border-line bg-bg/92 sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t px-4 py-3 backdrop-blur-md sm:mx-0 sm:px-6">
          <p className="text-ink-2 min-w-0 flex-1 basis-56 text-sm text-pretty">{closed ?? note}</p>
          <Button
            type="submit"
            name="intent"
            value="preview"
            variant="primary"
            pending={pending}
            disabled={closed !== null}
          >
            Review changes
          </Button>
        </div>
      </Form>
    </>
  )
}
