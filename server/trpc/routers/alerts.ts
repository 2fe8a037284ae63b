import { pagingInput } from '#server/domain/paging.ts'
import { countFiringAlerts, listFiringAlerts, listPastAlerts } from '#server/services/alerts/list-alerts.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

export const alertsRouter = router({
  firing: adminProcedure.query(({ ctx }) => listFiringAlerts(ctx.service)),
  past: adminProcedure.input(pagingInput).query(({ ctx, input }) => listPastAlerts(ctx.service, input)),
  count: adminProcedure.query(({ ctx }) => countFiringAlerts(ctx.service)),
})
