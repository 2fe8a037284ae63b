import { ASSETS, type Asset } from './ledger.ts'

/** `incomplete`: nothing was found, but not every galaxy could be asked. */
export const AUDIT_RESULTS = ['balanced', 'differences', 'incomplete'] as const
export type AuditResult = (typeof AUDIT_RESULTS)[number]

/** What had left a galaxy for others and had come from them, by asset. */
export type GalaxyTransit = { galaxyId: string; totals: { asset: Asset; out: number; in: number }[] }

/** Something that does not add up, with the galaxy in which it was found; null between galaxies. */
export type Difference = {
  kind: 'transit' | 'balance' | 'cargo' | 'stock' | 'sum' | 'presence'
  galaxyId: string | null
  /** What it is about: an account, a ship, a market, an asset or a player. */
  subject: string
  expected: number
  found: number
}

/** Amounts by asset; what is left out is 0. */
export type Amounts = Partial<Record<Asset, number>>

/**
 * Whatever left a galaxy has come to another one or is in custody (ECONOMY.md §5): out = in + held. Returned ships have come, too.
 */
export function transitDifferences(galaxies: readonly GalaxyTransit[], held: Amounts): Difference[] {
  return ASSETS.flatMap((asset): Difference[] => {
    const totals = galaxies.flatMap((galaxy) => galaxy.totals.filter((total) => total.asset === asset))
    const expected = totals.reduce((sum, total) => sum + total.out - total.in, 0)
    const found = held[asset] ?? 0
    return expected === found ? [] : [{ kind: 'transit', galaxyId: null, subject: asset, expected, found }]
  })
}

export type Presence = { userId: string; galaxyId: string }

/** Players who are in several galaxies, or in another one than the platform knows. `known`: galaxy by player. */
export function presenceDifferences(
  present: readonly Presence[],
  known: ReadonlyMap<string, string>,
): (Difference & { userId: string })[] {
  const times = new Map<string, number>()
  for (const { userId } of present) times.set(userId, (times.get(userId) ?? 0) + 1)
  return present.flatMap(({ userId, galaxyId }) => {
    const isKnown = known.get(userId) === galaxyId
    if (isKnown && times.get(userId) === 1) return []
    return [
      {
        kind: 'presence' as const,
        userId,
        galaxyId,
        subject: userId,
        expected: isKnown ? 1 : 0,
        found: times.get(userId) ?? 0,
      },
    ]
  })
}
