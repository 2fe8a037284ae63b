import { Field } from '#app/components/ui/field.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import {
  INCIDENT_SEVERITIES,
  SEVERITY_LABELS,
  UPDATE_TEXT_LENGTH,
  type IncidentSeverity,
} from '#server/domain/incidents/incident-rules.ts'

/** How bad an incident is and what to write of it, in a new incident and in an update. */
export function IncidentFields({
  severity,
  errors,
}: {
  /** The present one; none is chosen for a new incident. */
  severity?: IncidentSeverity
  errors: Record<string, string> | null | undefined
}) {
  return (
    <>
      <Field label="Severity" error={errors?.severity}>
        <Select
          name="severity"
          required
          {...(severity ? { defaultValue: severity } : { placeholder: 'Choose' })}
          options={INCIDENT_SEVERITIES.map((value) => ({ value, label: SEVERITY_LABELS[value] }))}
        />
      </Field>
      <Field label="Text" error={errors?.text}>
        <Textarea
          name="text"
          required
          rows={4}
          minLength={UPDATE_TEXT_LENGTH.min}
          maxLength={UPDATE_TEXT_LENGTH.max}
        />
      </Field>
    </>
  )
}
