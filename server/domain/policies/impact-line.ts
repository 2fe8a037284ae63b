import { type Majority } from '../regions/powers.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'

/** Days that a preview looks back. */
export const IMPACT_DAYS = 30

/**
 * A region's figures of the last thirty days. `null`: not recorded; an empty list or zero: recorded, but nothing
 * happened.
 */
export type RegionMonth = {
  /** Current. */
  citizens: number
  councilSeats: number
  treasury: number | null
  /** What was sold before tax, credits; null while the region's galaxy does not answer. */
  taxedSales: number | null
  /** What outsiders traded, before tariff, less what treaties forgive, credits; null as above. */
  dutiable: number | null
  /** Number of people who began here, and got starting credits. */
  newcomers: number | null
  /** Requests for residence: admitted, of these with an invitation, refused, and still waiting. */
  residence: { admitted: number; invited: number; refused: number; waiting: number } | null
  /** For each current resident, the days as a resident. */
  residentDays: readonly number[] | null
  /** Closed votes on policies. */
  votes: readonly {
    rollSize: number
    turnout: number
    yesWeight: number
    noWeight: number
    majority: Majority
  }[]
  /** Consecutive terms of each current office holder, including the current one. */
  termsInARow: readonly number[]
}

export type ImpactUnit = 'credits' | 'people' | 'votes' | 'percent' | 'days' | 'per_year'

export type ImpactLine = {
  lever: Lever
  what: string
  unit: ImpactUnit
  /** The value now and with the change; null if it cannot be known. */
  before: number | null
  after: number | null
  /** `figures`: from recorded figures; `rule`: from the rules alone; `none`: nothing to compute from. */
  basis: 'figures' | 'rule' | 'none'
  /** How the line was computed, or why it is empty. */
  note: string
}

/** Settings before and after the change, and the figures to apply them to. */
export type ImpactQuestion = {
  lever: Lever
  before: RegionSettings
  after: RegionSettings
  month: RegionMonth
}

export const SAME_BEHAVIOUR = `Assumes that everybody had acted the same in the last ${IMPACT_DAYS} days.`

/** A line that evaluates one rule under both settings. */
export const impactLine = (
  { lever, before, after }: ImpactQuestion,
  line: {
    what: string
    unit: ImpactUnit
    valueOf: (settings: RegionSettings) => number | null
    basis?: 'figures' | 'rule'
    note?: string
  },
): ImpactLine => {
  const { what, unit, valueOf, basis = 'figures', note = SAME_BEHAVIOUR } = line
  return { lever, what, unit, before: valueOf(before), after: valueOf(after), basis, note }
}

/** A line without figures. */
export const noFigures = (
  { lever }: ImpactQuestion,
  what: string,
  unit: ImpactUnit,
  note = 'No figures yet.',
): ImpactLine => ({ lever, what, unit, before: null, after: null, basis: 'none', note })
