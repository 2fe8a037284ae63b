import { and, asc, gt, gte, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { galaxyOutbox } from '#db/schema/galaxy/presence.ts'
import { KEPT_MESSAGE_KINDS } from '../domain/galaxy/galaxy-messages.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'

export async function pullMessages(
  galaxy: GalaxyCtx,
  { limit }: CallInput<'pullMessages'>,
): Promise<CallOutput<'pullMessages'>> {
  const rows = await galaxy.db
    .select()
    .from(galaxyOutbox)
    .where(isNull(galaxyOutbox.acknowledgedAt))
    .orderBy(asc(galaxyOutbox.number))
    .limit(limit)
  return { messages: rows.map(({ id, at, message }) => ({ id, at: at.toISOString(), message })) }
}

const kindOf = sql<string>`${galaxyOutbox.message} ->> 'kind'`

/**
 * Notes which messages the platform has applied; it would need some of them again if it was restored, and the others go. By id, not up to
 * a number: a transaction with a lower number may commit later.
 */
export async function acknowledgeMessages(
  { db, clock }: GalaxyCtx,
  { ids }: CallInput<'acknowledgeMessages'>,
): Promise<CallOutput<'acknowledgeMessages'>> {
  if (ids.length === 0) return {}
  const known = inArray(galaxyOutbox.id, ids)
  const now = await clock.now(db)
  await db
    .update(galaxyOutbox)
    .set({ acknowledgedAt: sql`greatest(${galaxyOutbox.at}, ${now.toISOString()}::timestamptz)` })
    .where(and(known, isNull(galaxyOutbox.acknowledgedAt), inArray(kindOf, [...KEPT_MESSAGE_KINDS])))
  await db.delete(galaxyOutbox).where(and(known, notInArray(kindOf, [...KEPT_MESSAGE_KINDS])))
  return {}
}

/** Deletes what the platform has known for longer than its backups are kept. */
export async function pruneMessages(db: GalaxyPool, before: Date): Promise<void> {
  await db.delete(galaxyOutbox).where(lt(galaxyOutbox.acknowledgedAt, before))
}

export async function recallMessages(
  { db }: GalaxyCtx,
  { since, after, limit }: CallInput<'recallMessages'>,
): Promise<CallOutput<'recallMessages'>> {
  const rows = await db
    .select()
    .from(galaxyOutbox)
    .where(
      and(
        gt(galaxyOutbox.number, after),
        inArray(kindOf, [...KEPT_MESSAGE_KINDS]),
        or(isNull(galaxyOutbox.acknowledgedAt), gte(galaxyOutbox.acknowledgedAt, new Date(since))),
      ),
    )
    .orderBy(asc(galaxyOutbox.number))
    .limit(limit)
  return {
    messages: rows.map(({ id, at, message }) => ({ id, at: at.toISOString(), message })),
    next: rows.length === limit ? (rows.at(-1)?.number ?? null) : null,
  }
}
