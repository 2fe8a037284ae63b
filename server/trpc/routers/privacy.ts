import { z } from 'zod'
import { EXPORT_PARTS_MAX } from '#server/domain/privacy/export-rules.ts'
import { idInput } from '#server/domain/id-input.ts'
import { getExport, getExportPart } from '#server/services/privacy/get-export.ts'
import { requestExport } from '#server/services/privacy/request-export.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

/** What people may do about what is kept of them. Pages only. */
export const privacyRouter = router({
  export: playerProcedure.query(({ ctx }) => getExport(ctx.service)),
  requestExport: playerProcedure.mutation(({ ctx }) => requestExport(ctx.service)),
  exportPart: playerProcedure
    .input(z.object({ exportId: idInput(), number: z.int().min(0).max(EXPORT_PARTS_MAX) }))
    .query(({ ctx, input }) => getExportPart(ctx.service, input)),
})
