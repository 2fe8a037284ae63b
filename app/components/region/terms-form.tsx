import { Form } from '@remix-run/react'
import { useId } from 'react'
import { TAX_RELIEF_BP, TREATY_TERM_DAYS } from '#server/domain/diplomacy/treaty-terms.ts'
import { type TreatyDetail } from '#app/lib/api-types.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'

export type TermsFormProps = {
  treaty: TreatyDetail
  intent: 'counter' | 'renew'
  /** Label of the form and its button. */
  label: string
  pending: boolean
}

/** New terms for a treaty of the same type, starting from the current ones. */
export function TermsForm({ treaty, intent, label, pending }: TermsFormProps) {
  const id = useId()
  const { treatyType, terms } = treaty
  const relief = terms.taxRelief
  return (
    <Form method="post" noValidate aria-label={label} className="grid gap-5 pt-3">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="treatyType" value={treatyType} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          id={`${id}-days`}
          label="Duration (days)"
          optional
          hint={`${TREATY_TERM_DAYS.min} to ${TREATY_TERM_DAYS.max}. Leave empty for no end date.`}
        >
          <NumberInput
            name="durationDays"
            defaultValue={typeof terms.durationDays === 'number' ? terms.durationDays : ''}
          />
        </Field>
        {treatyType === 'trade_agreement' ? (
          <Field
            id={`${id}-relief`}
            label="Tax discount (%)"
            hint={`${TAX_RELIEF_BP.min / 100} to ${TAX_RELIEF_BP.max / 100}.`}
          >
            <NumberInput
              name="taxRelief"
              defaultValue={typeof relief === 'number' ? Math.round(relief * 10_000) / 100 : ''}
            />
          </Field>
        ) : null}
        {treatyType === 'open_borders' ? (
          <Checkbox
            name="residence"
            value="yes"
            defaultChecked={terms.residence === true}
            label="Free settlement"
            hint="Citizens of both regions can settle without applying."
          />
        ) : null}
      </div>
      <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
        {label}
      </Button>
    </Form>
  )
}
