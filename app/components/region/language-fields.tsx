import { DEFAULT_TERMS, TERM_MAX_LENGTH, TERMS } from '#server/domain/culture/language-pack.ts'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type FieldsProps } from './economy-fields.tsx'

/** The region's own words. An empty field keeps the default, which is its placeholder. */
export function LanguageFields({ values, errors }: FieldsProps) {
  return (
    <Panel
      title="Language pack"
      description="Your own words for things in the game. Leave a field empty to keep the default."
    >
      <div className="grid gap-x-6 gap-y-4 xs:grid-cols-2 md:grid-cols-3 lg:grid-cols-4">
        {TERMS.map((term) => {
          const name = `languagePack.${term}`
          return (
            <Field key={term} label={DEFAULT_TERMS[term]} error={errors[name]}>
              <Input
                name={name}
                maxLength={TERM_MAX_LENGTH}
                placeholder={DEFAULT_TERMS[term]}
                defaultValue={values[name]}
                autoComplete="off"
              />
            </Field>
          )
        })}
      </div>
    </Panel>
  )
}
