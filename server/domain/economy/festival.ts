import { fallsOn, type Tradition } from '../culture/traditions.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { isoDay } from '../utc-day.ts'

/** From the treasury to `sink:festival` (ECONOMY.md §6). */
export const FESTIVAL_COST = 10_000n
export const FESTIVAL_DAYS = 3
const DAYS_BETWEEN = 28

export type FestivalRefusal = 'no-tradition' | 'too-soon' | 'treasury-too-small'

/**
 * Decides a festival that begins on a day (UTC days since 1970), which must be the date of a tradition and at least 28
 * days after the last festival began. `lastDay` is null if there was none.
 */
export function decideFestival(
  day: number,
  region: {
    traditions: readonly Pick<Tradition, 'name' | 'date'>[]
    lastDay: number | null
    treasury: bigint
  },
): Verdict<{ name: string; cost: bigint }, FestivalRefusal> {
  const tradition = region.traditions.find(({ date }) => fallsOn(date, isoDay(day)))
  if (!tradition) return refuse('no-tradition', 'A festival begins on the date of a tradition.')
  if (region.lastDay !== null && Math.abs(day - region.lastDay) < DAYS_BETWEEN)
    return refuse('too-soon', `Festivals are at least ${DAYS_BETWEEN} days apart.`)
  if (region.treasury < FESTIVAL_COST)
    return refuse('treasury-too-small', `A festival costs ${FESTIVAL_COST} credits.`)
  return allow({ name: tradition.name, cost: FESTIVAL_COST })
}

/** Farther ahead no festival is ordered. */
export const MOST_DAYS_AHEAD = 365

/** The days after `today` on which a festival can begin, by traditions and the festivals that were or are to come. Days count from 1970. */
export function festivalDates(
  traditions: readonly Pick<Tradition, 'name' | 'date'>[],
  festivals: readonly number[],
  today: number,
): { day: number; name: string }[] {
  const isFree = (day: number) => festivals.every((one) => Math.abs(day - one) >= DAYS_BETWEEN)
  return Array.from({ length: MOST_DAYS_AHEAD }, (_, ahead) => today + 1 + ahead).flatMap((day) => {
    const tradition = isFree(day) && traditions.find(({ date }) => fallsOn(date, isoDay(day)))
    return tradition ? [{ day, name: tradition.name }] : []
  })
}

/** Whether a festival that began on a day still lasts on another. */
export const isFestive = (beganDay: number | null, day: number): boolean =>
  beganDay !== null && day >= beganDay && day < beganDay + FESTIVAL_DAYS
