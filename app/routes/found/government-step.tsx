import { useState } from 'react'
import { GOVERNANCE_LABELS, GOVERNANCE_WORDS } from '#app/components/region/words.ts'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { describePowers } from '#server/domain/regions/powers-table.ts'
import { type Draft } from './draft.ts'
import { StepForm } from './step-form.tsx'

export function GovernmentStep({ draft }: { draft: Draft }) {
  const [chosen, setChosen] = useState<string>(draft.governanceType)
  return (
    <StepForm
      step="government"
      draft={draft}
      title="Who decides?"
      description="This decides who can change what. You can change it later, under the same rules."
    >
      <RadioCards
        legend="Form of government"
        name="governanceType"
        defaultValue={draft.governanceType}
        onValueChange={setChosen}
        required
        options={GOVERNANCE_TYPES.map((type) => ({
          value: type,
          label: GOVERNANCE_LABELS[type],
          description: GOVERNANCE_WORDS[type],
        }))}
      />
      {GOVERNANCE_TYPES.map((type) => (
        <details key={type} className="notch p-4" open={type === chosen}>
          <summary className="cursor-pointer font-semibold">
            Who can change what in {type === 'autocracy' ? 'an' : 'a'} {type}
          </summary>
          <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-2">
            {describePowers(type).map((row) => (
              <div key={row.subject}>
                <dt className="text-ink-2 text-sm">{row.subject}</dt>
                <dd className="font-medium">{row.decidedBy}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </StepForm>
  )
}
