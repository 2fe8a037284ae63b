import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { MAX_JOB_DAYS, MAX_JOB_UNITS } from '#server/domain/contracts/treasury-job.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type JobPort } from './orders-view.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { VoteTerms } from './vote-terms.tsx'

type Typed = { orderId: string; portId: string; units: string; premiumPerUnit: string; days: string }

/** A refused job with what was typed. */
export type FailedJob = { message: string; fields: Record<string, string>; typed: Typed }

type Props = {
  good: Commodity
  ports: readonly JobPort[]
  treasury: number
  /** The reader proposes it; otherwise it is posted at once. */
  byVote: boolean
  orderId: string
  failed: FailedJob | null
}

const EMPTY = { portId: '', units: '', premiumPerUnit: '', days: '7' }

export function JobForm({ good, ports, treasury, byVote, orderId, failed }: Props) {
  const [typed, setTyped] = useState<Omit<Typed, 'orderId'>>(failed?.typed ?? EMPTY)
  const pending = useNavigation().formData?.get('intent') === 'job'
  const read = useReadNumber()
  const fields = failed?.fields ?? {}
  const port = ports.find(({ id }) => String(id) === typed.portId)
  const escrow = read(typed.units) * read(typed.premiumPerUnit)
  const control = (name: keyof typeof EMPTY) => ({
    name,
    required: true,
    value: typed[name],
    onChange: ({ target: { value } }: { target: { value: string } }) =>
      setTyped((now) => ({ ...now, [name]: value })),
  })
  return (
    <Form
      method="post"
      preventScrollReset
      aria-label="Job"
      className="border-line grid gap-5 border-t px-4 py-4 sm:px-6 sm:py-5"
    >
      <input type="hidden" name="intent" value="job" />
      <input type="hidden" name="commodity" value={good} />
      <input type="hidden" name="orderId" value={failed?.typed.orderId ?? orderId} />
      {failed === null ? null : (
        <FormError
          message={Object.keys(fields).length > 0 ? null : failed.message}
          fieldErrors={failed.fields}
        />
      )}
      <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
        <Field
          label={`Port that uses ${COMMODITY_LABELS[good].toLowerCase()}`}
          hint="With the highest premium for a unit."
          error={fields.portId}
        >
          <Select
            {...control('portId')}
            placeholder="Choose a port"
            options={ports.map(({ id, name, sectorName, mostPremium }) => ({
              value: String(id),
              label: `${name}, ${sectorName}: up to ${formatCredits(mostPremium)}`,
            }))}
          />
        </Field>
        <Field
          label="Premium a unit, credits"
          hint={
            port === undefined
              ? 'At least 1. The most is written beside each port.'
              : `1 to ${formatNumber(port.mostPremium)} at ${port.name}.`
          }
          error={fields.premiumPerUnit}
        >
          <NumberInput {...control('premiumPerUnit')} inputMode="numeric" />
        </Field>
        <Field label="Units" hint={`1 to ${formatNumber(MAX_JOB_UNITS)}.`} error={fields.units}>
          <NumberInput {...control('units')} inputMode="numeric" />
        </Field>
        <Field
          label="Open for, days"
          hint={`1 to ${MAX_JOB_DAYS}, counted from the minute in which you post it.`}
          error={fields.days}
        >
          <NumberInput {...control('days')} inputMode="numeric" />
        </Field>
      </div>
      {byVote ? (
        <RefusedFields hidden={{ intent: 'job' }}>
          <VoteTerms />
        </RefusedFields>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-x-6 gap-y-3">
        <p className="text-ink-2 min-w-0 flex-1 basis-56 text-sm" role="status">
          {escrow > 0
            ? `${byVote ? 'If it passes, sets' : 'Sets'} ${formatCredits(escrow)} aside; the treasury has ${formatCredits(treasury)}.`
            : `The treasury has ${formatCredits(treasury)}.`}
        </p>
        <Button type="submit" variant="primary" pending={pending}>
          {byVote ? 'Put to a vote' : 'Post job'}
        </Button>
        {byVote ? null : (
          <Button type="submit" variant="ghost" name="asProposal" value="yes">
            Put to a vote
          </Button>
        )}
      </div>
    </Form>
  )
}
