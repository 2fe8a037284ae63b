import { and, eq, isNull } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** Ends all offices of a region that is archived. The caller has locked its row. */
export async function endGovernment(tx: Tx, { id: regionId }: RegionRow): Promise<void> {
  await tx.db
    .update(offices)
    .set({ endedAt: tx.now, endReason: 'region_archived' })
    .where(and(eq(offices.regionId, regionId), isNull(offices.endedAt)))
}
