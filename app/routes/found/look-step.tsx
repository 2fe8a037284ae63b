import { useState } from 'react'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { EMBLEMS, THEME_FONTS } from '#server/domain/culture/theme.ts'
import { themeProblems } from '#server/domain/culture/theme-problems.ts'
import { MOTTO_MAX_LENGTH } from '#server/domain/culture/traditions.ts'
import { themeOf, type Draft } from './draft.ts'
import { StepForm } from './step-form.tsx'

const COLOURS = [
  { name: 'accent', label: 'Accent' },
  { name: 'background', label: 'Background' },
  { name: 'text', label: 'Text' },
] as const

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const options = (values: readonly string[]) => values.map((value) => ({ value, label: capital(value) }))

export function LookStep({ draft, fields }: { draft: Draft; fields: Record<string, string> }) {
  const [look, setLook] = useState(draft)
  const set = (name: keyof Draft) => (event: { target: { value: string } }) =>
    setLook((current) => ({ ...current, [name]: event.target.value }))
  const errors: Partial<Record<string, string>> = themeProblems(themeOf(look))
  return (
    <StepForm
      step="look"
      draft={draft}
      title="Choose a look"
      description="Your region’s pages use these colours. We check the contrast so that everyone can read them."
    >
      <FormError message={null} fieldErrors={Object.keys(errors).length === 0 ? null : fields} />
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="grid content-start gap-5">
          <div className="grid gap-5 sm:grid-cols-3">
            {COLOURS.map(({ name, label }) => (
              <Field key={name} label={label} error={errors[name] ?? null}>
                <Input
                  type="color"
                  name={name}
                  value={look[name]}
                  onChange={set(name)}
                  className="h-12 p-1"
                />
              </Field>
            ))}
          </div>
          <Field label="Font">
            <Select name="font" value={look.font} onChange={set('font')} options={options(THEME_FONTS)} />
          </Field>
          <Field label="Emblem">
            <Select name="emblem" value={look.emblem} onChange={set('emblem')} options={options(EMBLEMS)} />
          </Field>
          <Field label="Motto" optional error={fields.motto ?? null}>
            <Input name="motto" value={look.motto} onChange={set('motto')} maxLength={MOTTO_MAX_LENGTH} />
          </Field>
        </div>
        <LookPreview look={look} />
      </div>
    </StepForm>
  )
}

export function LookPreview({ look }: { look: Draft }) {
  return (
    <figure className="grid content-start gap-2">
      <RegionTheme theme={themeOf(look)} extent="full" className="notch grid gap-3 p-6">
        <Emblem name={look.emblem} size="lg" />
        <p className="font-region text-2xl font-bold break-words">{look.displayName}</p>
        {look.motto === '' ? null : <p className="text-ink-2 italic">“{look.motto}”</p>}
        <p>
          <span className="text-accent font-semibold">Accent</span> colour and text on your background.
        </p>
      </RegionTheme>
      <figcaption className="text-ink-2 text-sm">Preview</figcaption>
    </figure>
  )
}
