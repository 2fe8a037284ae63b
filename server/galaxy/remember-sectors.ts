import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { type GalaxyTx } from './galaxy-context.ts'

/** Puts sectors on a pilot's chart without pay: where a ship is handed over, nobody has explored. Answers those that were new. */
export async function rememberSectors(
  { db, now }: GalaxyTx,
  userId: string,
  sectorIds: readonly number[],
): Promise<number[]> {
  if (sectorIds.length === 0) return []
  const rows = await db
    .insert(chartedSectors)
    .values([...new Set(sectorIds)].map((sectorId) => ({ userId, sectorId, at: now })))
    .onConflictDoNothing()
    .returning({ sectorId: chartedSectors.sectorId })
  return rows.map(({ sectorId }) => sectorId)
}
