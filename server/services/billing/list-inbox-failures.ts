import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import { paypalInbox } from '#db/schema/platform/billing.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type InboxFailure = {
  eventId: string
  eventType: string
  source: 'webhook' | 'reconciliation'
  receivedAt: string
  attempts: number
  error: string | null
  isOpen: boolean
}

/** Webhook events that could not be read, or failed and are being retried, newest first. @throws FORBIDDEN. */
export async function listInboxFailures(ctx: Ctx, input: Paging): Promise<Page<InboxFailure>> {
  requireAdmin(ctx)
  const failed = or(
    and(isNull(paypalInbox.processedAt), gt(paypalInbox.attempts, 0)),
    eq(paypalInbox.outcome, 'unreadable'),
  )
  const rows = await ctx.db
    .select()
    .from(paypalInbox)
    .where(failed)
    .orderBy(desc(paypalInbox.receivedAt), desc(paypalInbox.eventId))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: rows.map((row) => ({
      eventId: row.eventId,
      eventType: row.eventType,
      source: row.source,
      receivedAt: row.receivedAt.toISOString(),
      attempts: row.attempts,
      error: row.lastError,
      isOpen: row.processedAt === null,
    })),
    total: await ctx.db.$count(paypalInbox, failed),
    ...input,
  }
}
