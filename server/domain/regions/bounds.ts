import { NEUTRAL_BONUS } from '../economy/specializations.ts'

/** How a bounded number is stored and therefore written: basis points, hundredths of a factor, or as it is. */
export type BoundUnit = 'basis_points' | 'hundredths' | 'credits' | 'days' | 'level' | 'terms'

export type Bound = { label: string; unit: BoundUnit; min: number; max: number; default: number }

/** Every bound of the levers (DESIGN.md §3 Regions), in the units of RegionSettings. */
export const BOUNDS = {
  taxRateBp: { label: 'Tax', unit: 'basis_points', min: 500, max: 2500, default: 1000 },
  startingCredits: { label: 'Starting credits', unit: 'credits', min: 100, max: 10_000, default: 1000 },
  tradeBonus: {
    label: 'A trade bonus',
    unit: 'hundredths',
    min: 100,
    max: 300,
    default: NEUTRAL_BONUS,
  },
  votingThresholdBp: {
    label: 'The voting threshold',
    unit: 'basis_points',
    min: 1000,
    max: 9000,
    default: 5000,
  },
  quorumBp: { label: 'The quorum', unit: 'basis_points', min: 2500, max: 6000, default: 3333 },
  electionFrequencyDays: { label: 'The election interval', unit: 'days', min: 30, max: 365, default: 90 },
  termLimit: { label: 'The term limit', unit: 'terms', min: 0, max: 5, default: 0 },
  citizenshipWaitDays: { label: 'The waiting period', unit: 'days', min: 0, max: 90, default: 3 },
  defenseLevel: { label: 'The patrol level', unit: 'level', min: 0, max: 5, default: 0 },
} as const satisfies Record<string, Bound>

export type BoundName = keyof typeof BOUNDS

/** Longest constitution in characters; a few pages. */
export const CONSTITUTION_MAX_LENGTH = 20_000

/** What one part of the wire number is worth: 1 → 10,000 basis points. */
export const PARTS_PER_WIRE_UNIT = {
  basis_points: 10_000,
  hundredths: 100,
  credits: 1,
  days: 1,
  level: 1,
  terms: 1,
} as const satisfies Record<BoundUnit, number>

/** The bound as a sentence for the person who left it: "Tax must be between 5 % and 25 %." */
export function boundMessage(name: BoundName): string {
  const bound: Bound = BOUNDS[name]
  return `${bound.label} must be between ${writeAmount(bound.min, bound.unit)} and ${writeAmount(bound.max, bound.unit, true)}.`
}

/** The limits as the wire writes them: tax 0.05–0.25, bonuses 1–3. */
export function wireBound(name: BoundName): { min: number; max: number } {
  const bound: Bound = BOUNDS[name]
  const parts = PARTS_PER_WIRE_UNIT[bound.unit]
  return { min: bound.min / parts, max: bound.max / parts }
}

export const isWithinBound = (name: BoundName, value: number): boolean =>
  Number.isInteger(value) && value >= BOUNDS[name].min && value <= BOUNDS[name].max

function writeAmount(value: number, unit: BoundUnit, withUnit = false): string {
  switch (unit) {
    case 'basis_points':
      return `${value / 100} %`
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
