import { type FormValues } from '#app/lib/settings-form.ts'
import { useTermFieldId } from '#app/lib/term-field-id.ts'
import { Field } from '#app/components/ui/field.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

export type TermFieldsProps = { values: FormValues; errors: Record<string, string> }

/** Days after which a law expires. */
export function ExpiryField({ values, errors }: TermFieldsProps) {
  return (
    <Field
      id={useTermFieldId('expiresAfterDays')}
      label="Expires after (days)"
      optional
      hint="Then it reverts, unless changed again meanwhile."
      error={errors.expiresAfterDays ?? null}
    >
      <NumberInput name="expiresAfterDays" inputMode="numeric" defaultValue={values.expiresAfterDays} />
    </Field>
  )
}

/** Days between the vote (or the decree) and the law taking effect. */
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

/** Timing of a settings change; `of` distinguishes two panels on one page. */
export function TermPanel({ of, ...props }: TermFieldsProps & { of?: string }) {
  const title = 'Timing'
  return (
    <Panel title={of === undefined ? title : `${of}: ${title.toLowerCase()}`}>
      <div className="grid max-w-2xl gap-5 sm:grid-cols-2">
        <EffectiveField
          {...props}
          label="Start in (days)"
          hint="Leave empty to start immediately. If there is a vote, counted from its end."
        />
        <ExpiryField {...props} />
      </div>
    </Panel>
  )
}
