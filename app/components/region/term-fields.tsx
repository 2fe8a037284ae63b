import { type FormValues } from '#app/lib/settings-form.ts'
import { useTermFieldId } from '#app/lib/term-field-id.ts'
import { Field } from '#app/components/ui/field.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

export type TermFieldsProps = { values: FormValues; errors: Record<string, string> }

/** After how many days a law ends by itself. */
export function ExpiryField({ values, errors }: TermFieldsProps) {
  return (
    <Field
      id={useTermFieldId('expiresAfterDays')}
      label="Expires after days"
      optional
      hint="Then what it changed is set back, unless it was changed again since."
      error={errors.expiresAfterDays ?? null}
    >
      <NumberInput name="expiresAfterDays" inputMode="numeric" defaultValue={values.expiresAfterDays} />
    </Field>
  )
}

/** How long after the vote, or after the decree where there is none, a law takes effect. */
export function EffectiveField({
  values,
  errors,
  label,
  hint,
}: TermFieldsProps & { label: string; hint: string }) {
  return (
    <Field
      id={useTermFieldId('effectiveInDays')}
      label={label}
      optional
      hint={hint}
      error={errors.effectiveInDays ?? null}
    >
      <NumberInput name="effectiveInDays" inputMode="numeric" defaultValue={values.effectiveInDays} />
    </Field>
  )
}

/** For settings that are decreed or proposed without a text of their own; `of` tells two of them on one page apart. */
export function TermPanel({ of, ...props }: TermFieldsProps & { of?: string }) {
  const title = 'From when, for how long'
  return (
    <Panel title={of === undefined ? title : `${of}: ${title.toLowerCase()}`}>
      <div className="grid max-w-2xl gap-5 sm:grid-cols-2">
        <EffectiveField
          {...props}
          label="Takes effect after days"
          hint="At once when you leave it empty. Where there is a vote, counted from its end."
        />
        <ExpiryField {...props} />
      </div>
    </Panel>
  )
}
