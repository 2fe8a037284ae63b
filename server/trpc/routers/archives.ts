import { z } from 'zod'
import { idInput } from '#server/domain/id-input.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { listArchives } from '#server/services/archives/list-archives.ts'
import { retryArchive } from '#server/services/archives/retry-archive.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

export const archivesRouter = router({
  list: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/archives',
        tag: 'admin',
        summary: 'Archives of regions',
        answer: 'ArchivePage',
      },
    })
    .input(z.object(pagingFields))
    .query(({ ctx, input }) => listArchives(ctx.service, input)),
  retry: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/archives/{taskId}/retry',
        tag: 'admin',
        summary: 'Try again what is under way with an archive',
        answer: null,
      },
    })
    .input(z.object({ taskId: idInput() }))
    .mutation(({ ctx, input }) => retryArchive(ctx.service, input)),
})
