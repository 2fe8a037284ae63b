import { notifications } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'

export type Notice = {
  /** Duplicates are told once. */
  userIds: readonly string[]
  /** Context and event, such as `policy.passed`: stable, for icons and filters. */
  kind: string
  title: string
  body?: string
  /** Path of the application where one can see or do something about it. */
  href?: string
  regionId?: string
}

/** Tells people something within the deed's transaction; their open pages hear of it once that is committed. */
export async function notify(tx: Tx, notice: Notice): Promise<void> {
  const { kind, title, body = '', href = null, regionId = null } = notice
  const userIds = [...new Set(notice.userIds)]
  if (userIds.length === 0) return
  await tx.db
    .insert(notifications)
    .values(userIds.map((userId) => ({ userId, kind, title, body, href, regionId, createdAt: tx.now })))
  for (const userId of userIds) tx.publish({ audience: { kind: 'user', userId }, topic: 'notification' })
}
