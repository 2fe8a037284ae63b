import { useEffect, useState } from 'react'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { trpcClient } from '#app/lib/trpc-client.ts'
import {
  REGION_NAME_MAX_LENGTH,
  regionNameProblem,
  suggestRegionName,
} from '#server/domain/regions/region-name.ts'
import { type Draft } from './draft.ts'
import { StepForm } from './step-form.tsx'

const TYPING_PAUSE_MS = 350

type Answer = { name: string; available: boolean; message: string }

/** Checks a name with the server once typing pauses; null while unknown. */
function useAvailability(name: string): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(() => {
    if (regionNameProblem(name) !== null) return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      trpcClient.billing.checkName
        .query({ name }, { signal: controller.signal })
        .then(setAnswer)
        // Only a hint; the checkout decides.
        .catch(() => undefined)
    }, TYPING_PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [name])
  return answer?.name === name ? answer : null
}

export function NameStep({ draft, fields }: { draft: Draft; fields: Record<string, string> }) {
  const [displayName, setDisplayName] = useState(draft.displayName)
  const [regionName, setRegionName] = useState(draft.regionName)
  const [isOwnChoice, setOwnChoice] = useState(draft.regionName !== '')
  const availability = useAvailability(regionName)
  const hasChanged = regionName !== draft.regionName
  const shape = regionName === '' ? null : regionNameProblem(regionName)
  const nameError = shape ?? (availability?.available === false ? availability.message : null)

  return (
    <StepForm
      step="name"
      draft={draft}
      title="Name your region"
      description="People see the display name. The web address cannot be changed later."
    >
      <FormError message={null} fieldErrors={hasChanged ? null : fields} />
      <Field label="Display name" error={fields.displayName ?? null}>
        <Input
          name="displayName"
          value={displayName}
          maxLength={60}
          required
          onChange={(event) => {
            setDisplayName(event.target.value)
            if (!isOwnChoice) setRegionName(suggestRegionName(event.target.value))
          }}
        />
      </Field>
      <Field
        label="Web address"
        hint="Short name for links: 3 to 50 lower-case letters, digits and single hyphens."
        error={nameError ?? (hasChanged ? null : (fields.regionName ?? null))}
      >
        <Input
          name="regionName"
          value={regionName}
          maxLength={REGION_NAME_MAX_LENGTH}
          required
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={(event) => {
            setOwnChoice(event.target.value !== '')
            setRegionName(event.target.value.toLowerCase())
          }}
        />
      </Field>
      <p role="status" aria-live="polite" className="text-success min-h-5 text-sm">
        {nameError === null && availability?.available ? `“${regionName}” is available.` : ''}
      </p>
    </StepForm>
  )
}
