import { eq } from 'drizzle-orm'
import { incidents, incidentUpdates } from '#db/schema/platform/incidents.ts'
import { UPDATES_MAX, type UpdateIncidentInput } from '#server/domain/incidents/incident-rules.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

/**
 * Adds an update to an incident, which resolves it or, with another state, opens it again.
 * @throws FORBIDDEN, NOT_FOUND; CONFLICT `too-many-updates`.
 */
export async function updateIncident(ctx: Ctx, input: UpdateIncidentInput): Promise<void> {
  requireAdmin(ctx)
  const { incidentId, state, severity, text } = input
  await transact(ctx, async (tx) => {
    const [incident] = await tx.db.select().from(incidents).where(eq(incidents.id, incidentId)).for('update')
    if (!incident) throw notFound('This incident')
    const updates = await tx.db.$count(incidentUpdates, eq(incidentUpdates.incidentId, incidentId))
    // The last word has always room.
    if (updates >= UPDATES_MAX && state !== 'resolved')
      throw new GameError(
        'CONFLICT',
        `An incident has at most ${UPDATES_MAX} updates. Resolve it and open another one.`,
        { reason: 'too-many-updates' },
      )
    await tx.db
      .update(incidents)
      .set({ severity, resolvedAt: state === 'resolved' ? (incident.resolvedAt ?? tx.now) : null })
      .where(eq(incidents.id, incidentId))
    await tx.db.insert(incidentUpdates).values({ incidentId, at: tx.now, state, text })
    await tx.audit({
      action: state === 'resolved' ? 'incident.resolved' : 'incident.updated',
      subject: { type: 'incident', id: incidentId },
      detail: { state, severity, text },
    })
    tx.publish({ audience: { kind: 'public' }, topic: 'status' })
  })
}
