import { isNull, sql } from 'drizzle-orm'
import { incidents, incidentUpdates } from '#db/schema/platform/incidents.ts'
import { OPEN_INCIDENTS_MAX, type OpenIncidentInput } from '#server/domain/incidents/incident-rules.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { requireAdmin } from '../require-actor.ts'

/** Tells everybody of a fault, on the status page. @throws FORBIDDEN; CONFLICT `too-many-incidents`. */
export async function openIncident(ctx: Ctx, input: OpenIncidentInput): Promise<{ id: string }> {
  requireAdmin(ctx)
  const { text, ...incident } = input
  return transact(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('incidents', 0))`)
    if ((await tx.db.$count(incidents, isNull(incidents.resolvedAt))) >= OPEN_INCIDENTS_MAX)
      throw new GameError(
        'CONFLICT',
        `There are ${OPEN_INCIDENTS_MAX} open incidents. Resolve one first, or write an update of it.`,
        { reason: 'too-many-incidents' },
      )
    const { id } = oneRow(
      await tx.db
        .insert(incidents)
        .values({ ...incident, startedAt: tx.now })
        .returning({ id: incidents.id }),
    )
    await tx.db.insert(incidentUpdates).values({ incidentId: id, at: tx.now, state: 'investigating', text })
    await tx.audit({ action: 'incident.opened', subject: { type: 'incident', id }, detail: { ...input } })
    tx.publish({ audience: { kind: 'public' }, topic: 'status' })
    return { id }
  })
}
