import { useState } from 'react'
import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { outputFactors, SPECIALIZATION_COMMODITIES } from '#server/domain/economy/output.ts'
import { BOUNDS, wireBound } from '#server/domain/regions/bounds.ts'
import { toHundredths } from '#server/domain/regions/rates.ts'
import { SPECIALIZATIONS, type TradeBonuses } from '#server/domain/regions/settings.ts'
import { formatCredits } from '#app/lib/format.ts'
import { type FormValues } from '#app/lib/settings-form.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { OutputBars } from './output-bars.tsx'
import { COMMODITY_LABELS, SPECIALIZATION_LABELS } from './words.ts'

export type FieldsProps = { values: FormValues; errors: Record<string, string> }

const bonusBound = wireBound('tradeBonus')
/** A sale that people can picture. */
const EXAMPLE_CREDITS = 1_000

const bonusesOf = (values: FormValues): TradeBonuses => {
  const bonuses = {} as TradeBonuses // filled for every commodity by the loop
  for (const good of COMMODITIES) {
    const factor = Number(values[`tradeBonuses.${good}`])
    const isUsable = factor >= bonusBound.min && factor <= bonusBound.max
    bonuses[good] = isUsable ? toHundredths(factor) : BOUNDS.tradeBonus.default
  }
  return bonuses
}

const isSpecialization = (value: string): value is (typeof SPECIALIZATIONS)[number] =>
  (SPECIALIZATIONS as readonly string[]).includes(value)

/** Tax, starting credits, trade bonuses and specialisation; the output per commodity follows while one drags. */
export function EconomyFields({ values, errors }: FieldsProps) {
  const [tax, setTax] = useState(Number(values.taxRate))
  const [bonuses, setBonuses] = useState(() => bonusesOf(values))
  const [kind, setKind] = useState(values.economicSpecialization ?? '')
  const specialization = isSpecialization(kind) ? kind : null
  const factors = outputFactors(bonuses, specialization)
  const withheld = Math.floor((EXAMPLE_CREDITS * tax) / 100)
  const credits = BOUNDS.startingCredits
  return (
    <>
      <div className="grid gap-6 lg:grid-cols-2">
        <Panel
          title="Tax"
          description="Withheld from what ships earn by selling here, and paid into the treasury."
        >
          <Slider
            label="Tax rate"
            name="taxRate"
            unit="%"
            min={BOUNDS.taxRateBp.min / 100}
            max={BOUNDS.taxRateBp.max / 100}
            step={0.25}
            defaultValue={tax}
            onValueChange={setTax}
            error={errors.taxRate}
            hint={
              Number.isFinite(withheld)
                ? `Of a sale of ${formatCredits(EXAMPLE_CREDITS)} the treasury receives ${formatCredits(withheld)}, the trader keeps ${formatCredits(EXAMPLE_CREDITS - withheld)}.`
                : undefined
            }
          />
        </Panel>
        <Panel
          title="Starting credits"
          description="Paid once to each player whose first citizenship is here."
        >
          <Slider
            label="Starting credits"
            name="startingCredits"
            unit="cr"
            min={credits.min}
            max={credits.max}
            step={100}
            defaultValue={Number(values.startingCredits)}
            error={errors.startingCredits}
            hint="A generous purse draws settlers; it does not cost the treasury anything."
          />
        </Panel>
      </div>
      <Panel
        title="Specialisation"
        description="A quarter more of two goods, on top of what the bonuses steer."
      >
        <RadioCards
          legend="What the region is known for"
          name="economicSpecialization"
          value={kind}
          onValueChange={setKind}
          error={errors.economicSpecialization}
          options={[
            { value: '', label: 'None', description: 'Output follows the bonuses alone.' },
            ...SPECIALIZATIONS.map((value) => ({
              value,
              label: SPECIALIZATION_LABELS[value],
              description: `${goodsOf(value)} +25%`,
            })),
          ]}
        />
      </Panel>
      <Panel
        title="Trade bonuses"
        description="They shift a fixed industrial output between goods: raising all of them alike changes nothing."
      >
        <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <div className="grid content-start gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-1 xl:grid-cols-2">
            {COMMODITIES.map((good) => (
              <Slider
                key={good}
                label={COMMODITY_LABELS[good]}
                name={`tradeBonuses.${good}`}
                unit="×"
                min={bonusBound.min}
                max={bonusBound.max}
                step={0.05}
                defaultValue={Number(values[`tradeBonuses.${good}`])}
                onValueChange={(factor) =>
                  setBonuses((current) => ({ ...current, [good]: toHundredths(factor) }))
                }
                error={errors[`tradeBonuses.${good}`]}
              />
            ))}
          </div>
          <div className="lg:sticky lg:top-24 lg:self-start">
            <OutputBars factors={factors} favoured={favouredBy(specialization)} />
          </div>
        </div>
      </Panel>
    </>
  )
}

const favouredBy = (kind: (typeof SPECIALIZATIONS)[number] | null): readonly Commodity[] =>
  kind === null ? [] : SPECIALIZATION_COMMODITIES[kind]

const goodsOf = (kind: (typeof SPECIALIZATIONS)[number]): string =>
  SPECIALIZATION_COMMODITIES[kind].map((good) => COMMODITY_LABELS[good]).join(' and ')
