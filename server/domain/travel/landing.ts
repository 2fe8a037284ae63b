/** `held`: under way; `landing`: where it lands is decided; `landed`: there, the toll is still to be paid; `closed`: over. */
export const CUSTODY_STATES = ['held', 'landing', 'landed', 'closed'] as const
export type CustodyState = (typeof CUSTODY_STATES)[number]

/** States in which ship, cargo and purse exist in custody only. */
export const OPEN_CUSTODY = ['held', 'landing'] as const satisfies readonly CustodyState[]

/** `diverted`: neither the destination nor the gate that it left from takes the ship; Gateway Plaza does. */
export const LANDING_OUTCOMES = ['arrived', 'returned', 'diverted'] as const
export type LandingOutcome = (typeof LANDING_OUTCOMES)[number]

/** Whether a galaxy takes ships: `closed` refuses those who come and takes back its own, `gone` has no galaxy any more. */
export type ShoreState = 'open' | 'closed' | 'gone'

/** `sectorId` null: Gateway Plaza. */
export type Shore = { galaxyId: string; sectorId: number | null; state: ShoreState }

export type Landing = { outcome: LandingOutcome; galaxyId: string; sectorId: number | null }

/**
 * Where a ship lands whose time is over (ECONOMY.md §8): at its destination, else at the gate that it left from, else at Gateway
 * Plaza, which always has room. Null while there is none of them; then it stays in custody.
 */
export function decideLanding(to: Shore, from: Shore, plaza: Shore | null): Landing | null {
  if (to.state === 'open') return landing('arrived', to)
  if (from.state !== 'gone') return landing('returned', from)
  return plaza && landing('diverted', plaza)
}

const landing = (outcome: LandingOutcome, { galaxyId, sectorId }: Shore): Landing => ({
  outcome,
  galaxyId,
  sectorId,
})

/** Only who arrives has used the gate: otherwise the toll goes back to the purse. */
export const owesToll = (outcome: LandingOutcome): boolean => outcome === 'arrived'
