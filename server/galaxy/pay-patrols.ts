import { eq } from 'drizzle-orm'
import { patrolDays } from '#db/schema/galaxy/ledger.ts'
import { affordableDefense } from '#server/domain/economy/defense-upkeep.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { lockTreasury } from './ledger-account.ts'

/** Pays for the patrols of today (UTC) as far as the treasury goes, once a day: posting and the day's record are one commit. */
export function payPatrols(
  galaxy: GalaxyCtx,
  { regionId, ordered }: CallInput<'payPatrols'>,
): Promise<CallOutput<'payPatrols'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const day = tx.now.toISOString().slice(0, 10)
    // The lock comes before the look at the record: of two runs at once the second one sees what the first one wrote.
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
    await tx.toPlatform({ kind: 'patrols', day, paid: level })
    return { messages: tx.sent }
  })
}
