import { z } from 'zod'
import { idInput } from '#server/domain/id-input.ts'
import { MAIL_STATES } from '#server/domain/mail/mail-state.ts'
import { MAIL_SUBJECTS } from '#server/domain/mail/mail-subjects.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { getMail } from '#server/services/mail/get-mail.ts'
import { getMailPreferences } from '#server/services/mail/get-mail-preferences.ts'
import { listMails } from '#server/services/mail/list-mails.ts'
import { sendMailAgain } from '#server/services/mail/send-mail-again.ts'
import { setMailPreferences } from '#server/services/mail/set-mail-preferences.ts'
import { readUnsubscribeLink, unsubscribe } from '#server/services/mail/unsubscribe.ts'
import { router } from '../init.ts'
import { adminProcedure, playerProcedure, publicProcedure } from '../procedures.ts'

const oneMail = z.object({ id: idInput() })
const linkInput = z.object({ token: z.string().min(1).max(200) })

export const mailRouter = router({
  list: adminProcedure
    .input(z.object({ ...pagingFields, state: z.enum(MAIL_STATES).optional() }))
    .query(({ ctx, input }) => listMails(ctx.service, input)),
  get: adminProcedure.input(oneMail).query(({ ctx, input }) => getMail(ctx.service, input)),
  sendAgain: adminProcedure.input(oneMail).mutation(({ ctx, input }) => sendMailAgain(ctx.service, input)),
  preferences: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/me/mail-preferences',
        tag: 'me',
        summary: 'What you are mailed about',
        answer: 'MailPreferences',
      },
    })
    .query(({ ctx }) => getMailPreferences(ctx.service)),
  setPreferences: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/me/mail-preferences',
        tag: 'me',
        summary: 'Choose what you are mailed about',
        answer: 'MailPreferences',
        description: 'You are mailed about exactly these subjects, and always about security and payments.',
      },
    })
    .input(z.object({ enabled: z.array(z.enum(MAIL_SUBJECTS)).max(MAIL_SUBJECTS.length) }))
    .mutation(({ ctx, input }) => setMailPreferences(ctx.service, input)),
  unsubscribeLink: publicProcedure
    .input(linkInput)
    .query(({ ctx, input }) => readUnsubscribeLink(ctx.service, input)),
  unsubscribe: publicProcedure.input(linkInput).mutation(({ ctx, input }) => unsubscribe(ctx.service, input)),
})
