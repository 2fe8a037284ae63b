import { and, asc, eq } from 'drizzle-orm'
import { isDatabaseUnavailable } from '#db/connections.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { pilotOfMessage, type SentMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { transact, type Ctx } from '../context.ts'
import { applyMessage, isFirst, waitsBehind } from './apply-messages.ts'

export type SetAsideRow = typeof setAsideMessages.$inferSelect

const ERROR_MAX_LENGTH = 500

/**
 * Applies a message in a transaction of its own, or sets it aside with the reason, so that the others of its galaxy go on.
 * @throws whatever passes by itself: then the galaxy keeps it and delivers it again.
 */
export async function applyOrSetAside(ctx: Ctx, galaxyId: string, sent: SentMessage): Promise<void> {
  try {
    const waits = await transact(ctx, async (tx) => {
      if (await waitsBehind(tx.db, galaxyId, sent.message)) return true
      if (await isFirst(tx, galaxyId, sent.id))
        await applyMessage(tx, galaxyId, sent.message, new Date(sent.at))
      return false
    })
    if (waits) await setAside(ctx, galaxyId, sent, null)
  } catch (error) {
    if (passesByItself(error)) throw error
    ctx.log.error({ err: error, galaxyId, messageId: sent.id }, 'a message of a galaxy was set aside')
    await setAside(ctx, galaxyId, sent, error)
  }
}

async function setAside(
  ctx: Ctx,
  galaxyId: string,
  { id, at, message }: SentMessage,
  error: unknown,
): Promise<void> {
  await transact(ctx, async (tx) => {
    // Somebody else may have applied it or set it aside meanwhile.
    if (!(await isFirst(tx, galaxyId, id))) return
    await tx.db.insert(setAsideMessages).values({
      ...{ id, galaxyId, message, userId: pilotOfMessage(message), sentAt: new Date(at) },
      setAsideAt: tx.now,
      error: error === null ? null : wordsOf(error),
      attempts: error === null ? 0 : 1,
    })
  })
}

/** Applies a message that was set aside; returns why it could not be, or null. @throws whatever passes by itself. */
export async function applySetAside(ctx: Ctx, { id }: Pick<SetAsideRow, 'id'>): Promise<string | null> {
  try {
    await transact(ctx, async (tx) => {
      const [row] = await tx.db.delete(setAsideMessages).where(eq(setAsideMessages.id, id)).returning()
      if (!row) return
      await applyMessage(tx, row.galaxyId, row.message, row.sentAt)
      await tx.audit({
        action: 'message.applied',
        subject: { type: 'message', id },
        detail: { kind: row.message.kind, attempts: row.attempts + 1 },
      })
    })
    return null
  } catch (error) {
    if (passesByItself(error)) throw error
    const words = wordsOf(error)
    const [row] = await ctx.db.select().from(setAsideMessages).where(eq(setAsideMessages.id, id))
    if (row)
      await ctx.db
        .update(setAsideMessages)
        .set({ error: words, attempts: row.attempts + 1 })
        .where(eq(setAsideMessages.id, id))
    return words
  }
}

/** Applies what waited behind a message that is settled, in order, up to the first that cannot be. Returns how many were applied. */
export async function applyFollowers(
  ctx: Ctx,
  { galaxyId, userId }: Pick<SetAsideRow, 'galaxyId' | 'userId'>,
): Promise<number> {
  if (userId === null) return 0
  const waiting = await ctx.db
    .select({ id: setAsideMessages.id })
    .from(setAsideMessages)
    .where(and(eq(setAsideMessages.galaxyId, galaxyId), eq(setAsideMessages.userId, userId)))
    .orderBy(asc(setAsideMessages.number))
  let applied = 0
  for (const row of waiting) {
    if ((await applySetAside(ctx, row)) !== null) return applied
    applied += 1
  }
  return applied
}

/** A database that is away, a lock, a deadlock: the same message can be applied later. */
const passesByItself = (error: unknown): boolean => isDatabaseUnavailable(error) || isConflict(error)

const isConflict = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && typeof error.code === 'string' && /^40(001|P01)$/.test(error.code)) ||
    isConflict(error.cause))

/** The innermost cause: the outer one of a failed query lists its parameters. */
function wordsOf(error: unknown): string {
  let inner = error
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause
  return (inner instanceof Error ? inner.message : String(inner)).slice(0, ERROR_MAX_LENGTH)
}
