import { useState } from 'react'
import { MOTTO_MAX_LENGTH } from '#server/domain/culture/traditions.ts'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type FieldsProps } from './economy-fields.tsx'
import { LanguageFields } from './language-fields.tsx'
import { ThemeFields } from './theme-fields.tsx'
import { TraditionFields } from './tradition-fields.tsx'

/** Motto, theme, language pack and traditions. */
export function CultureFields({ values, errors, regionName }: FieldsProps & { regionName: string }) {
  const [motto, setMotto] = useState(values.motto ?? '')
  return (
    <>
      <Panel title="Motto">
        <Field label="Motto" optional hint="One line under the region's name." error={errors.motto}>
          <Input
            name="motto"
            value={motto}
            maxLength={MOTTO_MAX_LENGTH}
            onChange={(event) => setMotto(event.target.value)}
          />
        </Field>
      </Panel>
      <ThemeFields values={values} errors={errors} regionName={regionName} motto={motto} />
      <LanguageFields values={values} errors={errors} />
      <TraditionFields values={values} errors={errors} />
    </>
  )
}
