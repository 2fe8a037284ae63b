/** Dockings in the last seven days that make a pilot count for the tempo (ECONOMY.md §1.5). */
export const TEMPO_DOCKINGS = 10
export const TEMPO_DAYS = 7

/**
 * The UTC days, both included, whose dockings are counted on `day` for the tempo of the day after it. They are over, so it does
 * not matter when on that day they are counted.
 */
export const tempoDaysCountedOn = (day: number): { first: number; last: number } => ({
  first: day - TEMPO_DAYS,
  last: day - 1,
})

export const EVEN_TEMPO_BP = 10_000
const FEWEST_PILOTS = 10
const PORTS_PER_PILOT = 5

/**
 * How fast the stocks of a galaxy move, basis points from 10,000: with the square root of its busy pilots, from one for
 * every five ports on (ECONOMY.md §1.5). `pilots` are those with {@link TEMPO_DOCKINGS} in {@link TEMPO_DAYS}. The count
 * made on a day sets the tempo of the next.
 */
export function tempoBp(pilots: number, ports: number): number {
  const usual = Math.max(FEWEST_PILOTS, Math.floor(ports / PORTS_PER_PILOT))
  return pilots <= usual ? EVEN_TEMPO_BP : integerRoot(Math.floor((pilots * EVEN_TEMPO_BP ** 2) / usual))
}

/** The largest integer whose square is at most `value`, exact below 2^53. */
function integerRoot(value: number): number {
  let root = Math.floor(Math.sqrt(value))
  while (root * root > value) root--
  while ((root + 1) * (root + 1) <= value) root++
  return root
}
