import { Form, Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import {
  COUNCIL_MOTION_LABELS,
  COUNCIL_MOTION_TYPES,
  LEVER_OF_MOTION,
  type CouncilMotionType,
} from '#server/domain/council/motion-types.ts'
import {
  describeNexusValue,
  NEXUS_BOUNDS,
  NEXUS_LEVER_LABELS,
} from '#server/domain/council/nexus-settings.ts'
import { requiredSeats } from '#server/domain/council/council-rules.ts'
import { VOTING_DAYS } from '#server/domain/voting/schedule.ts'
import { type CouncilOverview } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'

export type MotionAnswer = {
  values: Record<string, string>
  /** The form is valid: show the review. */
  isReviewed: boolean
  message: string | null
  fields: Record<string, string>
}

export type MotionFormProps = {
  /** Topic; null shows the choice of topics. */
  motionType: CouncilMotionType | null
  council: CouncilOverview
  answer: MotionAnswer | null
  pending: boolean
}

const TOPIC_DESCRIPTIONS: Record<CouncilMotionType, string> = {
  gate_toll: 'The price of a trip through a gate of the Nexus.',
  nexus_tax: 'The tax on sales in the Nexus.',
  motion: 'A statement by the Council. It changes no settings.',
}

/** Topic, then details, then a review. The topic is in the URL. */
export function MotionForm(props: MotionFormProps) {
  const { motionType, council, answer, pending } = props
  if (motionType === null) return <TopicChoice />
  const isReviewing = answer?.isReviewed === true
  const own = council.ownSeats
  const values = answer?.values ?? {}
  const errors = answer?.fields ?? {}
  const lever = LEVER_OF_MOTION[motionType]
  return (
    <>
      <p>
        <Link to="?" className="link inline-flex min-h-8 items-center gap-1.5 text-sm">
          <ArrowLeft aria-hidden className="size-4" />
          Choose another topic
        </Link>
      </p>
      {isReviewing ? <Review {...props} motionType={motionType} values={values} /> : null}
      <Form method="post" noValidate hidden={isReviewing} aria-label="Motion" className="grid gap-6">
        <input type="hidden" name="motionType" value={motionType} />
        {answer === null || isReviewing ? null : (
          <FormError message={answer.message} fieldErrors={answer.fields} />
        )}
        <Panel title={COUNCIL_MOTION_LABELS[motionType]} description={TOPIC_DESCRIPTIONS[motionType]}>
          <div className="grid gap-5">
            {own.length < 2 ? null : (
              <Field label="Seat" error={errors.seat ?? null} className="max-w-lg">
                <Select
                  name="seat"
                  defaultValue={values.seat ?? ''}
                  placeholder="Choose a seat"
                  options={own.map((seat) => ({ value: seat.regionName, label: seat.regionDisplayName }))}
                />
              </Field>
            )}
            <Field label="Title" error={errors.title ?? null} className="max-w-2xl">
              <Input name="title" defaultValue={values.title} maxLength={120} />
            </Field>
            {lever === null ? null : (
              <Field
                label={lever === 'nexusTaxBp' ? 'Nexus tax (%)' : 'Gate toll (credits)'}
                hint={`${describeNexusValue(lever, NEXUS_BOUNDS[lever].min)} to ${describeNexusValue(lever, NEXUS_BOUNDS[lever].max)}; now ${describeNexusValue(lever, council.settings[lever])}.`}
                error={errors.value ?? null}
                className="max-w-xs"
              >
                <NumberInput name="value" defaultValue={values.value} />
              </Field>
            )}
            <Field
              label={lever === null ? 'Text' : 'Reasons'}
              optional={lever !== null}
              error={errors.description ?? null}
            >
              <Textarea name="description" rows={6} defaultValue={values.description} />
            </Field>
            <Field
              label="Voting days"
              hint={`${VOTING_DAYS.min} to ${VOTING_DAYS.max}.`}
              error={errors.votingDurationDays ?? null}
              className="max-w-xs"
            >
              <NumberInput
                name="votingDurationDays"
                inputMode="numeric"
                defaultValue={values.votingDurationDays ?? VOTING_DAYS.default}
              />
            </Field>
          </div>
        </Panel>
        <Button
          type="submit"
          name="intent"
          value="preview"
          variant="primary"
          pending={pending}
          className="justify-self-start"
        >
          Review motion
        </Button>
      </Form>
    </>
  )
}

function Review({
  motionType,
  council,
  values,
  pending,
}: MotionFormProps & { motionType: CouncilMotionType; values: Record<string, string> }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const lever = LEVER_OF_MOTION[motionType]
  const readNumber = useReadNumber()
  const typed = readNumber(values.value)
  const seats = council.seatCount
  return (
    <div ref={box} tabIndex={-1} className="animate-rise outline-none" aria-label="Review" role="region">
      <Panel
        title="Check your motion"
        description="Nothing has been proposed yet."
        footer={
          <Form method="post" className="flex w-full flex-wrap justify-end gap-3">
            {Object.entries(values).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Button type="submit" name="intent" value="edit" variant="ghost">
              Keep editing
            </Button>
            <Button type="submit" name="intent" value="confirm" variant="primary" pending={pending}>
              Put to a vote
            </Button>
          </Form>
        }
      >
        <h3 className="mb-3 text-base break-words">{values.title}</h3>
        {lever === null ? null : (
          <DiffList
            changes={[
              {
                key: lever,
                label: NEXUS_LEVER_LABELS[lever],
                before: describeNexusValue(lever, council.settings[lever]),
                after: describeNexusValue(lever, lever === 'nexusTaxBp' ? typed * 100 : typed),
              },
            ]}
          />
        )}
        {values.description === '' ? null : (
          <p className="mt-3 max-w-prose break-words whitespace-pre-line">{values.description}</p>
        )}
        <p className="text-ink-2 mt-3 text-sm text-pretty">
          {formatCount(seats, 'seat')} can vote for{' '}
          {formatCount(readNumber(values.votingDurationDays), 'day')}. To pass, it needs at least{' '}
          {formatCount(requiredSeats(seats), 'vote')}, and more in favour than against.{' '}
          {lever === null
            ? 'It then becomes a resolution immediately.'
            : 'It then takes effect one day later.'}
        </p>
      </Panel>
    </div>
  )
}

function TopicChoice() {
  return (
    <Panel title="What is your motion about?" description="One topic per motion.">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {COUNCIL_MOTION_TYPES.map((type) => (
          <li key={type} className="grid">
            <Link
              to={`?type=${type}`}
              className="notch p-4 [--notch-fill:var(--surface-2)] [--notch-line:var(--line-strong)] [--notch-size:10px] hover:[--notch-fill:var(--surface-3)] hover:[--notch-line:var(--accent)]"
            >
              <span className="font-display block text-lg font-semibold">{COUNCIL_MOTION_LABELS[type]}</span>
              <span className="text-ink-2 text-sm">{TOPIC_DESCRIPTIONS[type]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
