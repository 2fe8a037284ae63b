import { and, eq, isNull } from 'drizzle-orm'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'

/** Who is leaving buys nothing: a region would lose its owner, and what is paid for its user. @throws CONFLICT `deletion-asked`. */
export async function requireNoDeletion(tx: Tx, { userId }: Pick<UserActor, 'userId'>): Promise<void> {
  const open = and(eq(accountDeletions.userId, userId), isNull(accountDeletions.endedAt))
  if ((await tx.db.$count(accountDeletions, open)) === 0) return
  throw new GameError(
    'CONFLICT',
    'You asked for the deletion of your account. To buy something, first keep your account: see “Your data”.',
    { reason: 'deletion-asked' },
  )
}
