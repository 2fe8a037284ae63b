import { type GalaxyDb } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { pilotTotals } from '#db/schema/galaxy/trade.ts'

/** Lets somebody give to the treasury of a galaxy, as if they had sold goods there for so much. */
export async function letGive(galaxy: GalaxyDb, userId: string, salesNet = 1_000_000): Promise<void> {
  const [sector] = await galaxy.select().from(sectors).limit(1)
  const at = new Date(0)
  await galaxy
    .insert(pilots)
    .values({
      userId,
      callsign: `pilot-${userId.slice(0, 8)}`,
      sectorId: sector?.id ?? 1,
      present: false,
      fencingVersion: 0,
      milliturns: 0,
      turnsAt: at,
      enteredAt: at,
    })
    .onConflictDoNothing()
  const totals = { changedAt: at, salesNet, purchasesNet: 0, tax: 0, given: 0, trades: 1 }
  await galaxy
    .insert(pilotTotals)
    .values({ userId, ...totals })
    .onConflictDoUpdate({ target: pilotTotals.userId, set: totals })
}
