import { eq } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { lapseRescue } from './end-rescue.ts'
import { passOwnership } from './pass-ownership.ts'
import { lockOpenRescues } from './rescue-queries.ts'

/** Makes the winner of a rescue the owner, and ends the other rescues of the region. The caller has locked the region. */
export async function completeRescue(
  tx: Tx,
  { region, rescueId }: { region: RegionRow; rescueId: string },
): Promise<void> {
  const open = await lockOpenRescues(tx.db, region.id)
  const won = open.find(({ id, status }) => id === rescueId && status === 'won')
  if (!won) throw new Error(`rescue ${rescueId} is not the one that was won`)
  await tx.db
    .update(rescues)
    .set({ status: 'rescued', endedAt: tx.now, formerOwnerId: region.ownerId })
    .where(eq(rescues.id, rescueId))
  await tx.audit({
    ...{ action: 'rescue.completed', regionId: region.id, subject: { type: 'rescue', id: rescueId } },
    detail: { rescuerId: won.rescuerId, formerOwnerId: region.ownerId },
  })
  for (const rescue of open) if (rescue.id !== rescueId) await lapseRescue(tx, rescue, 'another-rescued')
  await passOwnership(tx, { region, ownerId: won.rescuerId, by: 'rescue' })
}
