import { Form } from '@remix-run/react'
import { Gavel, Landmark, OctagonX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { type FormValues } from '#app/lib/settings-form.ts'
import { type ImpactLine } from '#server/domain/policies/impact-line.ts'
import { type Decision, type ReviewPart } from '#server/domain/policies/settings-review.ts'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { ImpactList } from './impact-list.tsx'
import { describeChanges, leverChange } from './describe-changes.tsx'
import { POLICY_TYPE_LABELS } from './words.ts'

export type ChangeReviewProps = {
  parts: readonly ReviewPart[]
  impact: readonly ImpactLine[]
  /** The entered values, sent again on confirmation so that exactly what is shown happens. */
  values: FormValues
  pending?: boolean
}

const LOOKS: Record<Decision['instrument'], { tone: Tone; Icon: typeof Gavel }> = {
  decree: { tone: 'success', Icon: Gavel },
  vote: { tone: 'info', Icon: Landmark },
  refused: { tone: 'danger', Icon: OctagonX },
}

const confirmLabel = (parts: readonly ReviewPart[]): string => {
  const has = (instrument: Decision['instrument']) =>
    parts.some((part) => part.decision.instrument === instrument)
  if (has('decree') && has('vote')) return 'Enact and put to a vote'
  return has('vote') ? 'Put to a vote' : 'Enact'
}

/** Review before saving: what changes, who decides and what happens next. */
export function ChangeReview({ parts, impact, values, pending = false }: ChangeReviewProps) {
  const heading = useRef<HTMLDivElement>(null)
  useEffect(() => heading.current?.focus(), [parts])
  const possible = parts.some((part) => part.decision.instrument !== 'refused')
  return (
    <div ref={heading} tabIndex={-1} className="animate-rise outline-none" aria-label="Review" role="region">
      <Panel
        title="Check your changes"
        description={
          parts.length === 0 ? 'These are already the current values.' : 'Nothing has changed yet.'
        }
        footer={
          <Form method="post" className="flex w-full flex-wrap justify-end gap-3">
            {Object.entries(values)
              .filter(([name]) => name !== 'intent')
              .map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
            <Button type="submit" name="intent" value="edit" variant="ghost">
              Keep editing
            </Button>
            {possible ? (
              <Button type="submit" name="intent" value="confirm" variant="primary" pending={pending}>
                {confirmLabel(parts)}
              </Button>
            ) : null}
          </Form>
        }
      >
        {parts.length === 0 ? <DiffList changes={[]} /> : null}
        <div className="grid gap-8">
          {parts.map((part) => (
            <ReviewedPart key={part.policyType} part={part} />
          ))}
        </div>
        {parts.length === 0 ? null : (
          <section aria-label="If this had applied last month" className="mt-8">
            <h3 className="mb-3 text-base">If this had applied last month</h3>
            <ImpactList lines={impact} />
          </section>
        )}
      </Panel>
    </div>
  )
}

function ReviewedPart({ part }: { part: ReviewPart }) {
  const { tone, Icon } = LOOKS[part.decision.instrument]
  return (
    <section aria-label={POLICY_TYPE_LABELS[part.policyType]}>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h3 className="text-base">{POLICY_TYPE_LABELS[part.policyType]}</h3>
        <Badge tone={tone}>
          <Icon aria-hidden className="size-3.5" />
          {part.decision.title}
        </Badge>
      </div>
      <DiffList changes={describeChanges(part.changes.map(leverChange))} />
      <p className="text-ink-2 mt-3 text-sm text-pretty">{part.decision.text}</p>
    </section>
  )
}
