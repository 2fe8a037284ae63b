import { useState } from 'react'
import { DEFENSE_UPKEEP_PER_DAY } from '#server/domain/economy/defense-upkeep.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'
import { IMMIGRATION_POLICIES, PVP_RULES } from '#server/domain/regions/settings.ts'
import { formatCredits } from '#app/lib/format.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { type FieldsProps } from './economy-fields.tsx'
import { IMMIGRATION_LABELS, IMMIGRATION_WORDS, PVP_LABELS, PVP_WORDS } from './words.ts'

/** Who may attack whom, who may settle and how long they wait for citizenship, and the patrols. */
export function SecurityFields({ values, errors }: FieldsProps) {
  const [level, setLevel] = useState(Number(values.defenseLevel))
  const upkeep = DEFENSE_UPKEEP_PER_DAY[level]
  return (
    <>
      <Panel title="Security" description="Combat between players, and the patrols that the treasury pays.">
        <div className="grid gap-6">
          <RadioCards
            legend="Combat between players"
            name="pvpRule"
            defaultValue={values.pvpRule}
            error={errors.pvpRule}
            options={PVP_RULES.map((value) => ({
              value,
              label: PVP_LABELS[value],
              description: PVP_WORDS[value],
            }))}
          />
          <Slider
            label="Patrol level"
            name="defenseLevel"
            min={BOUNDS.defenseLevel.min}
            max={BOUNDS.defenseLevel.max}
            defaultValue={level}
            onValueChange={setLevel}
            error={errors.defenseLevel}
            hint={
              upkeep === undefined
                ? undefined
                : `Costs the treasury ${formatCredits(upkeep)} a day; an empty treasury lowers the patrols.`
            }
            className="max-w-xl"
          />
        </div>
      </Panel>
      <Panel title="Immigration" description="How visitors become residents, and residents citizens.">
        <div className="grid gap-6">
          <RadioCards
            legend="Who may settle"
            name="immigrationPolicy"
            columns={2}
            defaultValue={values.immigrationPolicy}
            error={errors.immigrationPolicy}
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
            defaultValue={Number(values.citizenshipWaitDays)}
            error={errors.citizenshipWaitDays}
            hint="Days that a resident waits. Accounts younger than this do not vote."
            className="max-w-xl"
          />
        </div>
      </Panel>
    </>
  )
}
