import { z } from 'zod'
import { idInput } from '#server/domain/id-input.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { listArchives } from '#server/services/archives/list-archives.ts'
import { retryArchive } from '#server/services/archives/retry-archive.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

export const archivesRouter = router({
  list: adminProcedure
    .input(z.object(pagingFields))
    .query(({ ctx, input }) => listArchives(ctx.service, input)),
  retry: adminProcedure
    .input(z.object({ taskId: idInput() }))
    .mutation(({ ctx, input }) => retryArchive(ctx.service, input)),
})
