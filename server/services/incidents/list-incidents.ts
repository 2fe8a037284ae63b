import { eq } from 'drizzle-orm'
import { incidents } from '#db/schema/platform/incidents.ts'
import { type IncidentView } from '#server/domain/incidents/status-wire.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { readIncidents } from './incident-rows.ts'

/** All incidents, the newest first. @throws FORBIDDEN. */
export async function listIncidents(ctx: Ctx, paging: Paging): Promise<Page<IncidentView>> {
  requireAdmin(ctx)
  return {
    items: await readIncidents(ctx.db, undefined, { limit: paging.pageSize, offset: offsetOf(paging) }),
    total: await ctx.db.$count(incidents),
    ...paging,
  }
}

/** @throws FORBIDDEN, NOT_FOUND. */
export async function getIncident(ctx: Ctx, { incidentId }: { incidentId: string }): Promise<IncidentView> {
  requireAdmin(ctx)
  const [incident] = await readIncidents(ctx.db, eq(incidents.id, incidentId), { limit: 1 })
  if (!incident) throw notFound('This incident')
  return incident
}
