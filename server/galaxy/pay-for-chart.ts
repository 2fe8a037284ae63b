import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { chartingReward } from '#server/domain/galaxy/charting.ts'
import { renown } from '#server/domain/ships/ranks.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type PilotRow } from './pilots.ts'

/** Sectors that were new to a pilot, and what they were paid for them in credits. */
export type Charted = { sectors: number; credits: number }

/**
 * Pays for the sectors that are new on a pilot's chart: each pays once a pilot (ECONOMY.md §5) and counts in renown. Call it with the
 * pilot's row locked and as it was read, in the transaction of the move.
 */
export async function payForChart(tx: GalaxyTx, pilot: PilotRow, isNew: readonly number[]): Promise<Charted> {
  if (isNew.length === 0) return { sectors: 0, credits: 0 }
  const rows = await tx.db
    .select({ zone: sectors.zone })
    .from(sectors)
    .where(inArray(sectors.id, [...isNew]))
  const credits = rows.reduce((sum, { zone }) => sum + chartingReward(zone), 0n)
  const sectorsCharted = pilot.sectorsCharted + isNew.length
  const record = {
    ...pilot,
    sectorsCharted,
    salesNet: BigInt(pilot.salesNet),
    purchasesNet: BigInt(pilot.purchasesNet),
  }
  await tx.db
    .update(pilots)
    .set({ sectorsCharted, highestRenown: Math.max(pilot.highestRenown, renown(record)) })
    .where(eq(pilots.userId, pilot.userId))
  await tx.post({
    id: randomUUID(),
    reason: 'charting',
    postings: [
      { account: 'source:charting', ownerId: null, asset: 'credits', amount: -credits },
      { account: 'purse', ownerId: pilot.userId, asset: 'credits', amount: credits },
    ],
  })
  return { sectors: isNew.length, credits: Number(credits) }
}
