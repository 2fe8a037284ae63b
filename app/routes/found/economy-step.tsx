import { SPECIALIZATION_LABELS } from '#app/components/region/words.ts'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { SPECIALIZATION_COMMODITIES } from '#server/domain/economy/output.ts'
import { SPECIALIZATIONS } from '#server/domain/economy/specializations.ts'
import { type Draft } from './draft.ts'
import { StepForm } from './step-form.tsx'

export function EconomyStep({ draft }: { draft: Draft }) {
  return (
    <StepForm
      step="economy"
      draft={draft}
      title="What should it produce?"
      description="Your region makes 25% more of the goods it specialises in. This also shapes which ports and planets it gets."
    >
      <RadioCards
        legend="Specialisation"
        name="economicSpecialization"
        defaultValue={draft.economicSpecialization}
        options={[
          { value: '', label: 'None', description: 'A little of everything.' },
          ...SPECIALIZATIONS.map((key) => ({
            value: key,
            label: SPECIALIZATION_LABELS[key],
            description: `More ${SPECIALIZATION_COMMODITIES[key].join(' and ')}.`,
          })),
        ]}
      />
    </StepForm>
  )
}
