import {
  listIncidentsInput,
  oneIncident,
  openIncidentInput,
  updateIncidentInput,
} from '#server/domain/incidents/incident-rules.ts'
import { getIncident, listIncidents } from '#server/services/incidents/list-incidents.ts'
import { openIncident } from '#server/services/incidents/open-incident.ts'
import { updateIncident } from '#server/services/incidents/update-incident.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

export const incidentsRouter = router({
  list: adminProcedure.input(listIncidentsInput).query(({ ctx, input }) => listIncidents(ctx.service, input)),
  get: adminProcedure.input(oneIncident).query(({ ctx, input }) => getIncident(ctx.service, input)),
  open: adminProcedure
    .input(openIncidentInput)
    .mutation(({ ctx, input }) => openIncident(ctx.service, input)),
  update: adminProcedure
    .input(updateIncidentInput)
    .mutation(({ ctx, input }) => updateIncident(ctx.service, input)),
})
