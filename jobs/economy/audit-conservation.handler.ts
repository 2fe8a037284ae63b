import { type Ctx } from '#server/services/context.ts'
import { auditOnceADay } from '#server/services/platform/audit-once-a-day.ts'

export async function handleAuditConservation(ctx: Ctx): Promise<void> {
  await auditOnceADay(ctx)
}
