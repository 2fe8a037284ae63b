import { asc, eq } from 'drizzle-orm'
import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { notPresent } from './not-present.ts'
import { getPilot } from './pilots.ts'

/** The sectors on the pilot's chart, ascending. @throws CONFLICT `not-present`. */
export async function getCharted(
  { db }: GalaxyCtx,
  ref: CallInput<'getCharted'>,
): Promise<CallOutput<'getCharted'>> {
  if (!(await getPilot(db, ref))) throw notPresent()
  const rows = await db
    .select({ sectorId: chartedSectors.sectorId })
    .from(chartedSectors)
    .where(eq(chartedSectors.userId, ref.userId))
    .orderBy(asc(chartedSectors.sectorId))
  return { sectorIds: rows.map(({ sectorId }) => sectorId) }
}
