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

/** Combat, patrols and immigration. */
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
    <Panel title="Combat" description="Where players can attack each other.">
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
      <p className="text-ink-2 mt-5 text-sm">
        Only a Corvette attacks, and its numbers are shown before. Patrols and fellow citizens help the
        defender. Nobody can attack a Pathfinder, a beginner of the first week, a docked ship or one defeated
        within a day.
      </p>
    </Panel>
  )
}

export function DefenseFields({ values, errors }: FieldsProps) {
  const [level, setLevel] = useState(useReadNumber()(values.defenseLevel))
  const upkeep = DEFENSE_UPKEEP_PER_DAY[level]
  return (
    <Panel title="Defence" description="Patrols, paid by the treasury.">
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
              ? 'No patrols, no cost.'
              : `Costs ${formatCredits(upkeep)} a day and adds ${level} to the security of every sector (10 at most).`
        }
        className="max-w-2xl"
      />
      <Banner className="mt-5" title="Paid daily">
        Every day (UTC) the treasury pays for the highest level it can afford, up to this one. It lives on
        taxes on trade and on donations.
      </Banner>
    </Panel>
  )
}

export function ImmigrationFields({ values, errors }: FieldsProps) {
  return (
    <Panel title="Immigration" description="How visitors become residents, and residents citizens.">
      <div className="grid gap-6">
        <RadioCards
          legend="Who can settle"
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
          hint="Days a resident must wait. Accounts younger than this cannot vote."
          className="max-w-2xl"
        />
      </div>
    </Panel>
  )
}
