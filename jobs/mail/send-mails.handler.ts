import { type Ctx } from '#server/services/context.ts'
import { sendMails } from '#server/services/mail/send-mails.ts'

export async function handleSendMails(ctx: Ctx): Promise<void> {
  await sendMails(ctx)
}
