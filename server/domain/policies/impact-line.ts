import { type Majority } from '../regions/powers.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'

/** How far back a preview looks, in days. */
export const IMPACT_DAYS = 30

/**
 * A region's own figures of the last thirty days. `null`: the game has not recorded this; an empty list or a zero: it has,
 * and nothing happened.
 */
export type RegionMonth = {
  /** Now. */
  citizens: number
  councilSeats: number
  treasury: number | null
  /** Sum of the proceeds on which tax was withheld, credits. */
  taxedSales: number | null
  /** People who were paid starting credits here. */
  newcomersPaid: number | null
  /**
   * How people who wanted residence fared: let in, of these with an invitation, refused, and undecided now.
   */
  residence: { admitted: number; invited: number; refused: number; waiting: number } | null
  /** Days that each present resident has been one. */
  residentDays: readonly number[] | null
  /** Votes on policies that were closed. */
  votes: readonly {
    rollSize: number
    turnout: number
    yesWeight: number
    noWeight: number
    majority: Majority
  }[]
  /** Terms in a row of each present holder of each office, the present one included. */
  termsInARow: readonly number[]
}

export type ImpactUnit = 'credits' | 'people' | 'votes' | 'percent' | 'days' | 'per_year'

export type ImpactLine = {
  lever: Lever
  what: string
  unit: ImpactUnit
  /** What was, and what would have been had the change been in force; null where that cannot be known. */
  before: number | null
  after: number | null
  /** `figures`: from what was recorded; `rule`: follows from the rules alone; `none`: nothing to compute from. */
  basis: 'figures' | 'rule' | 'none'
  /** What the line rests on, or why it is empty. */
  note: string
}

/** The settings before and after, and the month they are looked at with. */
export type ImpactQuestion = {
  lever: Lever
  before: RegionSettings
  after: RegionSettings
  month: RegionMonth
}

export const SAME_DEEDS = `As if everybody had done the same in the last ${IMPACT_DAYS} days.`

/** A line from one rule asked under both settings. */
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
  const { what, unit, valueOf, basis = 'figures', note = SAME_DEEDS } = line
  return { lever, what, unit, before: valueOf(before), after: valueOf(after), basis, note }
}

/** A line that says that there is nothing to compute from. */
export const noFigures = (
  { lever }: ImpactQuestion,
  what: string,
  unit: ImpactUnit,
  note = 'No figures yet.',
): ImpactLine => ({ lever, what, unit, before: null, after: null, basis: 'none', note })
