import { and, eq, isNull, ne } from 'drizzle-orm'
import { type z } from 'zod'
import { type Queryable } from '#db/client.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { type notifyManyJob } from '#jobs/notifications/notify-many.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from './notify.ts'

type NotifyMany = z.output<(typeof notifyManyJob)['payload']>

/** Sends a notification to everyone on a roll or to all citizens of a region. A repeat notifies nobody twice. */
export async function notifyMany(ctx: Ctx, { to, notice, senderId }: NotifyMany): Promise<void> {
  await transact(ctx, async (tx) => {
    const userIds = await findRecipients(tx.db, to)
    const { regionId, ...words } = notice
    await notify(tx, { ...words, ...(regionId === null ? {} : { regionId }), userIds, senderId, once: true })
  })
}

async function findRecipients(db: Queryable, to: NotifyMany['to']): Promise<string[]> {
  const rows =
    to.kind === 'roll'
      ? await db
          .select({ userId: rollEntries.userId })
          .from(rollEntries)
          .leftJoin(
            ballots,
            and(eq(ballots.voteId, rollEntries.voteId), eq(ballots.userId, rollEntries.userId)),
          )
          .where(
            and(
              eq(rollEntries.voteId, to.voteId),
              to.notVoted ? isNull(ballots.userId) : undefined,
              to.except === undefined ? undefined : ne(rollEntries.userId, to.except),
            ),
          )
      : await db
          .select({ userId: memberships.userId })
          .from(memberships)
          .where(
            and(
              eq(memberships.regionId, to.regionId),
              eq(memberships.type, 'citizen'),
              to.except === undefined ? undefined : ne(memberships.userId, to.except),
            ),
          )
  return rows.map(({ userId }) => userId)
}
