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
 * Forgets what the platform has. By ids, not up to a number: of two transactions the one with the lower number may be
 * committed later.
 */
export async function acknowledge(
  galaxy: GalaxyCtx,
  { ids }: CallInput<'acknowledge'>,
): Promise<CallOutput<'acknowledge'>> {
  if (ids.length > 0) await galaxy.db.delete(galaxyOutbox).where(inArray(galaxyOutbox.id, ids))
  return {}
}
