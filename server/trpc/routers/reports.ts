import {
  closeReportInput,
  fileReportInput,
  listReportsInput,
  matterInput,
  oneReport,
} from '#server/domain/reports/report-rules.ts'
import { closeReport } from '#server/services/reports/close-report.ts'
import { fileReport } from '#server/services/reports/file-report.ts'
import { countUnsettledReports, getReport, listReports } from '#server/services/reports/list-reports.ts'
import { readMatter } from '#server/services/reports/read-matter.ts'
import { takeReport } from '#server/services/reports/take-report.ts'
import { router } from '../init.ts'
import { adminProcedure, playerProcedure } from '../procedures.ts'

export const reportsRouter = router({
  /** What is about to be reported, as the reporter sees it. */
  matter: playerProcedure.input(matterInput).query(({ ctx, input }) => readMatter(ctx.service, input)),
  file: playerProcedure.input(fileReportInput).mutation(({ ctx, input }) => fileReport(ctx.service, input)),
  list: adminProcedure.input(listReportsInput).query(({ ctx, input }) => listReports(ctx.service, input)),
  get: adminProcedure.input(oneReport).query(({ ctx, input }) => getReport(ctx.service, input)),
  count: adminProcedure.query(({ ctx }) => countUnsettledReports(ctx.service)),
  take: adminProcedure.input(oneReport).mutation(({ ctx, input }) => takeReport(ctx.service, input)),
  close: adminProcedure.input(closeReportInput).mutation(({ ctx, input }) => closeReport(ctx.service, input)),
})
