import { z } from 'zod'
import { dismissMessageInput } from '#server/domain/galaxy/dismiss-message-input.ts'
import { settleFailedJobInput } from '#server/domain/operations/failed-jobs.ts'
import { idInput } from '#server/domain/id-input.ts'
import { REFUSED_KINDS } from '#server/domain/operations/refused-requests.ts'
import { cursorFields, pagingFields } from '#server/domain/paging.ts'
import { listFailedJobs, settleFailedJob } from '#server/services/platform/failed-jobs.ts'
import { getEssentials } from '#server/services/platform/get-essentials.ts'
import { listConservationAudits } from '#server/services/platform/list-conservation-audits.ts'
import { listRefusedRequests } from '#server/services/audit/list-refused-requests.ts'
import { getOperation } from '#server/services/operations/get-operation.ts'
import { listAudit } from '#server/services/audit/list-audit.ts'
import { dismissSetAsideMessage } from '#server/services/galaxy/dismiss-set-aside-message.ts'
import { listSetAsideMessages } from '#server/services/galaxy/list-set-aside-messages.ts'
import { retrySetAsideMessage } from '#server/services/galaxy/retry-set-aside-message.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

const text = z.string().trim().max(100).optional()
const day = z.iso.date('A day is written as YYYY-MM-DD.').optional()

export const operationsRouter = router({
  /** For the door of the administration: answers administrators only. */
  amAdmin: adminProcedure.query(() => true),
  /** What an operator looks at first. */
  essentials: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/essentials',
        tag: 'admin',
        summary: 'What an operator looks at first',
        answer: 'Essentials',
      },
    })
    .query(({ ctx }) => getEssentials(ctx.service)),
  failedJobs: adminProcedure.query(({ ctx }) => listFailedJobs(ctx.service)),
  failedJobList: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/jobs',
        tag: 'admin',
        summary: 'Jobs that failed for the last time',
        answer: 'FailedJobs',
      },
    })
    .query(async ({ ctx }) => ({ jobs: await listFailedJobs(ctx.service) })),
  get: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/operations/{taskId}',
        tag: 'admin',
        summary: 'Long work, and how far it is',
        answer: 'Operation',
      },
    })
    .input(z.object({ taskId: idInput() }))
    .query(({ ctx, input }) => getOperation(ctx.service, input)),
  settleFailedJob: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/jobs',
        tag: 'admin',
        summary: 'Run a failed job again, or delete it',
        answer: null,
      },
    })
    .input(settleFailedJobInput)
    .mutation(({ ctx, input }) => settleFailedJob(ctx.service, input)),
  /** Whether credits, goods and ships of all galaxies add up. */
  conservation: adminProcedure.query(({ ctx }) => listConservationAudits(ctx.service)),
  /** Messages of galaxies that could not be applied. */
  setAsideMessages: adminProcedure
    .input(z.object(pagingFields))
    .query(({ ctx, input }) => listSetAsideMessages(ctx.service, input)),
  retryMessage: adminProcedure
    .input(z.object({ messageId: idInput() }))
    .mutation(({ ctx, input }) => retrySetAsideMessage(ctx.service, input)),
  dismissMessage: adminProcedure
    .input(dismissMessageInput)
    .mutation(({ ctx, input }) => dismissSetAsideMessage(ctx.service, input)),
  /** What was refused, by whom and from where. */
  refusedRequests: adminProcedure
    .input(
      z.object({
        ...pagingFields,
        kind: z.enum(REFUSED_KINDS).optional(),
        userId: idInput().optional(),
      }),
    )
    .query(({ ctx, input }) => listRefusedRequests(ctx.service, input)),
  audit: adminProcedure
    .input(
      z.object({
        ...cursorFields,
        action: text,
        actor: text,
        region: text,
        subjectType: text,
        subjectId: text,
        actorId: idInput().optional(),
        from: day,
        to: day,
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx.service, input)),
})
