import { asc, inArray } from 'drizzle-orm'
import { galaxyOutbox } from '#db/schema/galaxy/presence.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'

export async function pullMessages(
  galaxy: GalaxyCtx,
  { limit }: CallInput<'pullMessages'>,
): Promise<CallOutput<'pullMessages'>> {
  const rows = await galaxy.db.select().from(galaxyOutbox).orderBy(asc(galaxyOutbox.number)).limit(limit)
  return { messages: rows.map(({ id, at, message }) => ({ id, at: at.toISOString(), message })) }
}

/**
 * Deletes messages that the platform has applied. By id, not up to a number: a transaction with a lower number may commit
 * later.
 */
export async function acknowledgeMessages(
  galaxy: GalaxyCtx,
  { ids }: CallInput<'acknowledgeMessages'>,
): Promise<CallOutput<'acknowledgeMessages'>> {
  if (ids.length > 0) await galaxy.db.delete(galaxyOutbox).where(inArray(galaxyOutbox.id, ids))
  return {}
}
