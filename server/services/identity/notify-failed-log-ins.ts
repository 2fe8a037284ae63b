import { and, count, eq, gt, isNotNull, notInArray, sql, type SQL } from 'drizzle-orm'
import { failedLogIns } from '#db/schema/platform/access.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'

/** Whoever mistypes a few times need not be told. */
const TOLD_FROM = 5
const DAY_MS = 24 * 60 * 60_000

type Told = { kind: string; of: SQL; title: (times: number) => string; body: string }

const TOLD: readonly Told[] = [
  {
    kind: 'account.failed-log-ins',
    of: notInArray(failedLogIns.door, ['second-factor', 'passkey']),
    title: (times) => `${times} wrong passwords were tried for your account`,
    body: 'None got in. See where they came from; a long password that you use nowhere else keeps them out.',
  },
  {
    kind: 'account.wrong-codes',
    of: eq(failedLogIns.door, 'second-factor'),
    title: (times) => `${times} wrong codes were tried for your account`,
    body: 'None got in, but someone knew your password or had your browser. If it was not you, change your password.',
  },
  {
    kind: 'account.refused-passkeys',
    of: eq(failedLogIns.door, 'passkey'),
    title: (times) => `Passkeys were refused ${times} times for your account`,
    body: 'None got in. If it was not you, look through your passkeys and remove those that you do not know.',
  },
]

/**
 * Tells people of wrong passwords, codes and passkeys for their account in the last day, once until they have read it. By a sweep and not at the
 * attempt, whose answer must take the same time whether the account exists or not.
 */
export async function notifyFailedLogIns(tx: Tx): Promise<void> {
  for (const told of TOLD) await notifyOf(tx, told)
}

async function notifyOf(tx: Tx, { kind, of, title, body }: Told): Promise<void> {
  const lastNotice = sql`(select max(${notifications.createdAt}) from ${notifications}
    where ${notifications.userId} = ${failedLogIns.userId} and ${notifications.kind} = ${kind})`
  const isUnread = sql`exists (select 1 from ${notifications} where ${notifications.userId} = ${failedLogIns.userId}
    and ${notifications.kind} = ${kind} and ${notifications.readAt} is null)`
  const tried = await tx.db
    .select({ userId: failedLogIns.userId, times: count() })
    .from(failedLogIns)
    .where(
      and(
        isNotNull(failedLogIns.userId),
        of,
        gt(failedLogIns.at, new Date(tx.now.getTime() - DAY_MS)),
        sql`${failedLogIns.at} > coalesce(${lastNotice}, '-infinity')`,
      ),
    )
    .groupBy(failedLogIns.userId)
    .having(sql`count(*) >= ${TOLD_FROM} and not ${isUnread}`)
  for (const { userId, times } of tried)
    if (userId !== null)
      await notify(tx, { userIds: [userId], kind, title: title(times), body, href: '/account/sessions' })
}
