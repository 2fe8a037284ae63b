import { and, eq, isNull } from 'drizzle-orm'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { transact, type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getWhereabouts } from '../space/presence.ts'

type Share = typeof treasuryShares.$inferSelect
/** A share with the stay in which it is paid out. */
type Bound = Share & { galaxyId: string; fencingVersion: number }

/**
 * Pays a share into the purse of its citizen, in the galaxy that they are in. Which one that is, is written down before it is asked, and
 * asked again until it answers: another one is chosen only when it said that the citizen had left before. Waits while they are under way.
 */
export async function payShare(ctx: Ctx, { shareId }: { shareId: string }): Promise<void> {
  const bound = await bind(ctx, shareId)
  if (!bound) return
  const { id, userId, credits, galaxyId, fencingVersion } = bound
  const { received } = await galaxyClient(ctx, galaxyId).receiveShare({
    ...{ shareId: id, userId, credits, fencingVersion },
  })
  await transact(ctx, (tx) =>
    tx.db
      .update(treasuryShares)
      .set(received ? { receivedAt: tx.now } : { galaxyId: null, fencingVersion: null })
      .where(
        and(
          eq(treasuryShares.id, id),
          eq(treasuryShares.galaxyId, galaxyId),
          eq(treasuryShares.fencingVersion, fencingVersion),
          // Usually the message that came with the answer has been applied, with the moment of the galaxy.
          isNull(treasuryShares.receivedAt),
        ),
      ),
  )
}

const bind = (ctx: Ctx, shareId: string): Promise<Bound | null> =>
  transact(ctx, async (tx) => {
    const [share] = await tx.db
      .select()
      .from(treasuryShares)
      .where(and(eq(treasuryShares.id, shareId), isNull(treasuryShares.receivedAt)))
      .for('update')
    if (!share) return null
    const { galaxyId, fencingVersion } = share
    if (galaxyId !== null && fencingVersion !== null) return { ...share, galaxyId, fencingVersion }
    const present = await getWhereabouts(tx.db, share.userId)
    if (present?.state !== 'present') return null
    const stay = { galaxyId: present.galaxyId, fencingVersion: present.fencingVersion }
    await tx.db.update(treasuryShares).set(stay).where(eq(treasuryShares.id, shareId))
    return { ...share, ...stay }
  })
