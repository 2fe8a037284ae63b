import { and, count, gt, isNotNull, sql } from 'drizzle-orm'
import { failedLogIns } from '#db/schema/platform/access.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'

const KIND = 'account.failed-log-ins'
/** Whoever mistypes a few times need not be told. */
const TOLD_FROM = 5
const DAY_MS = 24 * 60 * 60_000

/**
 * Tells people of wrong passwords for their account in the last day, once until they have read it. By a sweep and not at the attempt,
 * whose answer must take the same time whether the account exists or not.
 */
export async function notifyFailedLogIns(tx: Tx): Promise<void> {
  const lastNotice = sql`(select max(${notifications.createdAt}) from ${notifications}
    where ${notifications.userId} = ${failedLogIns.userId} and ${notifications.kind} = ${KIND})`
  const isUnread = sql`exists (select 1 from ${notifications} where ${notifications.userId} = ${failedLogIns.userId}
    and ${notifications.kind} = ${KIND} and ${notifications.readAt} is null)`
  const tried = await tx.db
    .select({ userId: failedLogIns.userId, times: count() })
    .from(failedLogIns)
    .where(
      and(
        isNotNull(failedLogIns.userId),
        gt(failedLogIns.at, new Date(tx.now.getTime() - DAY_MS)),
        sql`${failedLogIns.at} > coalesce(${lastNotice}, '-infinity')`,
      ),
    )
    .groupBy(failedLogIns.userId)
    .having(sql`count(*) >= ${TOLD_FROM} and not ${isUnread}`)
  for (const { userId, times } of tried)
    if (userId !== null)
      await notify(tx, {
        userIds: [userId],
        kind: KIND,
        title: `${times} wrong passwords were tried for your account`,
        body: 'None got in. See where they came from; a long password that you use nowhere else keeps them out.',
        href: '/account/sessions',
      })
}
