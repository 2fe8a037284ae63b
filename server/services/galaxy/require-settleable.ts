import { and, eq, lt } from 'drizzle-orm'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { type SetAsideRow } from './set-aside.ts'

/** A message that was set aside and is the next of its pilot. @throws NOT_FOUND, CONFLICT `waits-behind`. */
export async function requireSettleable({ db }: Pick<Ctx, 'db'>, messageId: string): Promise<SetAsideRow> {
  const [row] = await db.select().from(setAsideMessages).where(eq(setAsideMessages.id, messageId))
  if (!row) throw notFound('This message')
  const { galaxyId, userId, number } = row
  if (userId === null) return row
  const earlier = await db.$count(
    setAsideMessages,
    and(
      eq(setAsideMessages.galaxyId, galaxyId),
      eq(setAsideMessages.userId, userId),
      lt(setAsideMessages.number, number),
    ),
  )
  if (earlier === 0) return row
  throw new GameError('CONFLICT', 'An earlier message of the same pilot comes first. Settle that one.', {
    reason: 'waits-behind',
  })
}
