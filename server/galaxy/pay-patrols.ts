import { eq } from 'drizzle-orm'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { affordableDefense } from '#server/domain/economy/defense-upkeep.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { lockTreasury } from './ledger-account.ts'

/** Pays for today's (UTC) patrols at the highest level that the treasury can afford, once a day. */
export function payPatrols(
  galaxy: GalaxyCtx,
  { regionId, ordered }: CallInput<'payPatrols'>,
): Promise<CallOutput<'payPatrols'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const day = tx.now.toISOString().slice(0, 10)
    // Locked before the record is read, so that of two concurrent runs the second one sees what the first one wrote.
    const treasury = await lockTreasury(tx.db)
    const [known] = await tx.db.select().from(patrolDays).where(eq(patrolDays.day, day))
    if (known) return { messages: [] }
    const { level, upkeep } = affordableDefense(ordered, BigInt(treasury))
    if (upkeep > 0n)
      await tx.post({
        id: transferIdOf(`defense-upkeep ${regionId} ${day}`),
        reason: 'defense_upkeep',
        postings: [
          { account: 'treasury', ownerId: null, asset: 'credits', amount: -upkeep },
          { account: 'sink:defense_upkeep', ownerId: null, asset: 'credits', amount: upkeep },
        ],
      })
    await tx.db
      .insert(patrolDays)
      .values({ day, ordered, paid: level, upkeep: Number(upkeep), bookedAt: tx.now })
    await tx.sendToPlatform({ kind: 'patrols', day, paid: level })
    return { messages: tx.sentMessages }
  })
}
