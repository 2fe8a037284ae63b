import { z } from 'zod'
import { cursorFields } from '#server/domain/paging.ts'
import { listConservationAudits } from '#server/services/platform/list-conservation-audits.ts'
import { listAudit } from '#server/services/audit/list-audit.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

const text = z.string().trim().max(100).optional()
const day = z.iso.date('A day is written as YYYY-MM-DD.').optional()

export const operationsRouter = router({
  /** For the door of the administration: answers administrators only. */
  amAdmin: adminProcedure.query(() => true),
  /** Whether credits, goods and ships of all galaxies add up. */
  conservation: adminProcedure.query(({ ctx }) => listConservationAudits(ctx.service)),
  audit: adminProcedure
    .input(
      z.object({
        ...cursorFields,
        action: text,
        actor: text,
        region: text,
        subjectId: text,
        from: day,
        to: day,
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx.service, input)),
})
