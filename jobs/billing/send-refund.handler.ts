import { sendRefund } from '#server/services/billing/send-refund.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleSendRefund(ctx: Ctx, payload: { refundId: string }): Promise<void> {
  await sendRefund(ctx, payload)
}
