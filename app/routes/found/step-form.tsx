import { Form } from '@remix-run/react'
import { type ReactNode } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { addressOf, carriedFields, STEPS, type Draft, type Step } from './draft.ts'

export type StepFormProps = {
  step: Step
  draft: Draft
  title: string
  description: ReactNode
  children: ReactNode
}

/** A step is a GET form to the next step; values of other steps are hidden fields. */
export function StepForm({ step, draft, title, description, children }: StepFormProps) {
  const at = STEPS.indexOf(step)
  const previous = STEPS[at - 1]
  const next = STEPS[at + 1] ?? step
  return (
    <Panel title={title} description={description}>
      <Form method="get" action="/found" className="grid gap-6">
        <input type="hidden" name="step" value={next} />
        {carriedFields(draft, step).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <div className="flex flex-wrap justify-between gap-3">
          {previous ? (
            <LinkButton to={addressOf(draft, previous)} variant="ghost">
              Back
            </LinkButton>
          ) : (
            <LinkButton to="/pricing" variant="ghost">
              Back to pricing
            </LinkButton>
          )}
          <Button type="submit" variant="primary">
            Continue
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
