import { useState } from 'react'
import { DEFENSE_UPKEEP_PER_DAY } from '#server/domain/economy/defense-upkeep.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'
import { IMMIGRATION_POLICIES } from '#server/domain/membership/immigration-policies.ts'
import { PVP_RULES } from '#server/domain/regions/settings.ts'
import { formatCredits } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { type FieldsProps } from './economy-fields.tsx'
import { IMMIGRATION_LABELS, IMMIGRATION_WORDS, PVP_LABELS, PVP_WORDS } from './words.ts'

/** Who may attack whom, the patrols, and who may settle and become a citizen. */
export function SecurityFields(props: FieldsProps) {
  return (
    <>
      <CombatFields {...props} />
      <DefenseFields {...props} />
      <ImmigrationFields {...props} />
    </>
  )
}

export function CombatFields({ values, errors }: FieldsProps) {
  return (
    <Panel title="Combat" description="Where players may attack each other.">
      <RadioCards
        legend="Combat between players"
        name="pvpRule"
        defaultValue={values.pvpRule}
        error={errors.pvpRule ?? null}
        options={PVP_RULES.map((value) => ({
          value,
          label: PVP_LABELS[value],
          description: PVP_WORDS[value],
        }))}
      />
      <Banner className="mt-5" title="Law now, shots later">
        Every sector tells those in it whether they may be attacked there. Ships themselves cannot fight yet.
      </Banner>
    </Panel>
  )
}

export function DefenseFields({ values, errors }: FieldsProps) {
  const [level, setLevel] = useState(useReadNumber()(values.defenseLevel))
  const upkeep = DEFENSE_UPKEEP_PER_DAY[level]
  return (
    <Panel title="Defence" description="Patrols for the treasury to pay for.">
      <Slider
        label="Patrol level"
        name="defenseLevel"
        min={BOUNDS.defenseLevel.min}
        max={BOUNDS.defenseLevel.max}
        defaultValue={values.defenseLevel}
        onValueChange={setLevel}
        error={errors.defenseLevel ?? null}
        hint={
          upkeep === undefined
            ? undefined
            : level === 0
              ? 'No patrols, and nothing to pay for.'
              : `Costs the treasury ${formatCredits(upkeep)} a day and adds ${level} to the security of every sector, up to 10.`
        }
        className="max-w-2xl"
      />
      <Banner className="mt-5" title="Paid day by day">
        Each day (UTC) the treasury pays for the highest level up to this one that it can; what it cannot pay
        does not fly. Before trade opens it lives on what people give to it.
      </Banner>
    </Panel>
  )
}

export function ImmigrationFields({ values, errors }: FieldsProps) {
  return (
    <Panel title="Immigration" description="How visitors become residents, and residents citizens.">
      <div className="grid gap-6">
        <RadioCards
          legend="Who may settle"
          name="immigrationPolicy"
          columns={2}
          defaultValue={values.immigrationPolicy}
          error={errors.immigrationPolicy ?? null}
          options={IMMIGRATION_POLICIES.map((value) => ({
            value,
            label: IMMIGRATION_LABELS[value],
            description: IMMIGRATION_WORDS[value],
          }))}
        />
        <Slider
          label="Waiting period for citizenship"
          name="citizenshipWaitDays"
          unit="d"
          min={BOUNDS.citizenshipWaitDays.min}
          max={BOUNDS.citizenshipWaitDays.max}
          defaultValue={values.citizenshipWaitDays}
          error={errors.citizenshipWaitDays ?? null}
          hint="Days that a resident waits. Accounts younger than this do not vote."
          className="max-w-2xl"
        />
      </div>
    </Panel>
  )
}
