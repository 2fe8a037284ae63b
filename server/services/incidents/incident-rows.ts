import { desc, gt, inArray, isNull, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { incidents, incidentUpdates } from '#db/schema/platform/incidents.ts'
import { historySince } from '#server/domain/incidents/incident-rules.ts'
import { type IncidentView } from '#server/domain/incidents/status-wire.ts'

export const isOpen = isNull(incidents.resolvedAt)
export const isShown = (now: Date): SQL | undefined => gt(incidents.resolvedAt, historySince(now))

/** Incidents with their updates, the newest first. */
export async function readIncidents(
  db: Queryable,
  which: SQL | undefined,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<IncidentView[]> {
  const rows = await db
    .select()
    .from(incidents)
    .where(which)
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(limit)
    .offset(offset)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const updates = await db
    .select()
    .from(incidentUpdates)
    .where(inArray(incidentUpdates.incidentId, ids))
    .orderBy(desc(incidentUpdates.at), desc(incidentUpdates.id))
  return rows.map(({ startedAt, resolvedAt, ...incident }) => ({
    ...incident,
    startedAt: startedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    updates: updates
      .filter(({ incidentId }) => incidentId === incident.id)
      .map(({ id, at, state, text }) => ({ id, at: at.toISOString(), state, text })),
  }))
}
