import { z } from 'zod'
import { EXPORT_PARTS_MAX } from '#server/domain/privacy/export-rules.ts'
import { LEGAL_PAGES } from '#server/domain/privacy/legal-text.ts'
import { idInput } from '#server/domain/id-input.ts'
import { ownPasswordInput } from '#server/domain/identity/inputs.ts'
import { getDeletion, getOpenDeletion } from '#server/services/privacy/get-deletion.ts'
import { getExport, getExportPart } from '#server/services/exports/get-export.ts'
import { getLegalText, getRetention } from '#server/services/privacy/get-legal-text.ts'
import { requestExport } from '#server/services/exports/request-export.ts'
import { requestDeletion } from '#server/services/privacy/request-deletion.ts'
import { takeBackDeletion } from '#server/services/privacy/take-back-deletion.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'
import { visitorOf } from '../visitor-of.ts'

export const exportPart = z.object({ exportId: idInput(), number: z.int().min(0).max(EXPORT_PARTS_MAX) })

/** What people may do about what is kept of them. Pages only. */
export const privacyRouter = router({
  retention: publicProcedure.query(({ ctx }) => getRetention(ctx.service)),
  legalText: publicProcedure
    .input(z.object({ page: z.enum(LEGAL_PAGES) }))
    .query(({ ctx, input }) => getLegalText(ctx.service, input)),
  export: playerProcedure.query(({ ctx }) => getExport(ctx.service)),
  requestExport: playerProcedure.mutation(({ ctx }) => requestExport(ctx.service)),
  exportPart: playerProcedure.input(exportPart).query(({ ctx, input }) => getExportPart(ctx.service, input)),
  deletion: playerProcedure.query(({ ctx }) => getDeletion(ctx.service)),
  openDeletion: playerProcedure.query(({ ctx }) => getOpenDeletion(ctx.service)),
  requestDeletion: playerProcedure
    .input(ownPasswordInput)
    .mutation(({ ctx, input }) => requestDeletion(ctx.service, { ...input, visitor: visitorOf(ctx) })),
  takeBackDeletion: playerProcedure.mutation(({ ctx }) => takeBackDeletion(ctx.service)),
})
