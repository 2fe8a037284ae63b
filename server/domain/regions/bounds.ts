import { tableOf } from '../keys-of.ts'
import { LEVER_TABLE, NUMBER_LEVERS, type Bound, type BoundUnit, type NumberLever } from './lever-table.ts'

export type BoundName = NumberLever | 'tradeBonus'

/** All bounds of levers, in the units of RegionSettings. */
export const BOUNDS: Readonly<Record<BoundName, Bound>> = {
  ...tableOf(NUMBER_LEVERS, (lever) => LEVER_TABLE[lever].bound),
  tradeBonus: LEVER_TABLE.tradeBonuses.each,
}

/** Maximum length of a constitution in characters: a few pages. */
export const CONSTITUTION_MAX_LENGTH = 20_000

/** Stored parts per unit on the wire: 1 → 10,000 basis points. */
export const PARTS_PER_WIRE_UNIT = {
  basis_points: 10_000,
  hundredths: 100,
  credits: 1,
  days: 1,
  level: 1,
  terms: 1,
} as const satisfies Record<BoundUnit, number>

/** The message for a value out of bounds: "Tax must be between 5% and 25%." */
export function boundMessage(name: BoundName): string {
  const bound = BOUNDS[name]
  return `${bound.subject} must be between ${writeAmount(bound.min, bound.unit)} and ${writeAmount(bound.max, bound.unit, true)}.`
}

/** The limits on the wire: tax 0.05–0.25, bonuses 1–3. */
export function wireBound(name: BoundName): { min: number; max: number } {
  const bound = BOUNDS[name]
  const parts = PARTS_PER_WIRE_UNIT[bound.unit]
  return { min: bound.min / parts, max: bound.max / parts }
}

export const isWithinBound = (name: BoundName, value: number): boolean =>
  Number.isInteger(value) && value >= BOUNDS[name].min && value <= BOUNDS[name].max

function writeAmount(value: number, unit: BoundUnit, withUnit = false): string {
  switch (unit) {
    case 'basis_points':
      return `${value / 100}%`
    case 'hundredths':
      return (value / 100).toFixed(1)
    case 'credits':
      return value.toLocaleString('en-US')
    case 'days':
      return withUnit ? `${value} days` : `${value}`
    case 'terms':
      return withUnit ? `${value} terms` : `${value}`
    case 'level':
      return `${value}`
  }
}
