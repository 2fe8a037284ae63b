import { useState } from 'react'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { outputFactors, SPECIALIZATION_COMMODITIES } from '#server/domain/economy/output.ts'
import { BOUNDS, wireBound } from '#server/domain/regions/bounds.ts'
import { toHundredths } from '#server/domain/rates.ts'
import { SPECIALIZATIONS, type TradeBonuses } from '#server/domain/economy/specializations.ts'
import { formatCredits } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { type FormValues } from '#app/lib/settings-form.ts'
import { type ReadNumber } from '#app/lib/typed-number.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { OutputBars } from './output-bars.tsx'
import { SPECIALIZATION_LABELS } from './words.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'

export type FieldsProps = { values: FormValues; errors: Record<string, string> }

const bonusBound = wireBound('tradeBonus')

const EXAMPLE_CREDITS = 1_000

const bonusesOf = (values: FormValues, readNumber: ReadNumber): TradeBonuses => {
  const bonuses = {} as TradeBonuses // filled for every commodity by the loop
  for (const good of COMMODITIES) {
    const factor = readNumber(values[`tradeBonuses.${good}`])
    const isUsable = factor >= bonusBound.min && factor <= bonusBound.max
    bonuses[good] = isUsable ? toHundredths(factor) : BOUNDS.tradeBonus.default
  }
  return bonuses
}

const isSpecialization = (value: string): value is (typeof SPECIALIZATIONS)[number] =>
  (SPECIALIZATIONS as readonly string[]).includes(value)

/** Tax, tariff, starting credits, trade bonuses and specialisation. */
export function EconomyFields(props: FieldsProps) {
  return (
    <>
      <TaxFields {...props} />
      <TradeFields {...props} />
    </>
  )
}

export function TaxFields({ values, errors }: FieldsProps) {
  const [tax, setTax] = useState(useReadNumber()(values.taxRate))
  const withheld = Math.floor((EXAMPLE_CREDITS * tax) / 100)
  return (
    <Panel title="Tax" description="Taken from every sale here and paid into the treasury.">
      <Slider
        label="Tax rate"
        name="taxRate"
        unit="%"
        min={BOUNDS.taxRateBp.min / 100}
        max={BOUNDS.taxRateBp.max / 100}
        step={0.25}
        defaultValue={values.taxRate}
        onValueChange={setTax}
        error={errors.taxRate ?? null}
        hint={
          Number.isFinite(withheld)
            ? `From a sale of ${formatCredits(EXAMPLE_CREDITS)}, the treasury gets ${formatCredits(withheld)} and the trader keeps ${formatCredits(EXAMPLE_CREDITS - withheld)}.`
            : undefined
        }
        className="max-w-2xl"
      />
    </Panel>
  )
}

/** Tariff, starting credits, specialisation and trade bonuses; the output chart updates while dragging. */
export function TradeFields({ values, errors }: FieldsProps) {
  const readNumber = useReadNumber()
  const [bonuses, setBonuses] = useState(() => bonusesOf(values, readNumber))
  const [kind, setKind] = useState(values.economicSpecialization ?? '')
  const specialization = isSpecialization(kind) ? kind : null
  return (
    <>
      <Panel
        title="Tariff"
        description="Paid by visitors, on what they buy and on what they sell. Residents and citizens pay none; trade agreements lower it."
      >
        <Slider
          label="Tariff rate"
          name="tariffRate"
          unit="%"
          min={BOUNDS.tariffBp.min / 100}
          max={BOUNDS.tariffBp.max / 100}
          step={0.25}
          defaultValue={values.tariffRate}
          error={errors.tariffRate ?? null}
          className="max-w-2xl"
        />
      </Panel>
      <Panel
        title="Starting credits"
        description="Paid to every player who begins here. Up to 1,000 are newly made; the treasury pays the rest, as far as it goes."
      >
        <Slider
          label="Starting credits"
          name="startingCredits"
          unit="cr"
          min={BOUNDS.startingCredits.min}
          max={BOUNDS.startingCredits.max}
          step={100}
          defaultValue={values.startingCredits}
          error={errors.startingCredits ?? null}
          className="max-w-2xl"
        />
      </Panel>
      <Panel title="Specialisation" description="25% more of two goods, on top of the trade bonuses.">
        <RadioCards
          legend="What the region is known for"
          name="economicSpecialization"
          value={kind}
          onValueChange={setKind}
          error={errors.economicSpecialization ?? null}
          options={[
            { value: '', label: 'None', description: 'Output depends on the trade bonuses only.' },
            ...SPECIALIZATIONS.map((value) => ({
              value,
              label: SPECIALIZATION_LABELS[value],
              description: `${goodsOf(value)} +25%`,
            })),
          ]}
        />
      </Panel>
      <Panel title="Trade bonuses" description="Output is fixed: boosting one good takes from the others.">
        <div className="grid gap-8 lg:grid-cols-2">
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
                defaultValue={values[`tradeBonuses.${good}`]}
                onValueChange={(factor) =>
                  setBonuses((current) => ({ ...current, [good]: toHundredths(factor) }))
                }
                error={errors[`tradeBonuses.${good}`] ?? null}
              />
            ))}
          </div>
          <div className="lg:sticky lg:top-24 lg:self-start">
            <OutputBars
              factors={outputFactors(bonuses, specialization)}
              specialised={specialization === null ? [] : SPECIALIZATION_COMMODITIES[specialization]}
            />
          </div>
        </div>
      </Panel>
    </>
  )
}

const goodsOf = (kind: (typeof SPECIALIZATIONS)[number]): string =>
  SPECIALIZATION_COMMODITIES[kind].map((good) => COMMODITY_LABELS[good]).join(' and ')
