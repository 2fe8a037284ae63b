import { processInboxEvent } from '#server/services/billing/process-inbox-event.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleProcessPayPalEvent(ctx: Ctx, payload: { eventId: string }): Promise<void> {
  await processInboxEvent(ctx, payload)
}
