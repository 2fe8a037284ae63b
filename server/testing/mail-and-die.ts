import { createSmtpMail } from '../mail/smtp-mail.ts'
import { sendMails } from '../services/mail/send-mails.ts'
import { dyingContext } from './dying-context.ts'

// A process that sends mails and is killed by SIGKILL before or after the first one left. Arguments: platform URL, SMTP URL,
// moment (before or after).
const [platformUrl = '', smtpUrl = '', moment = ''] = process.argv.slice(2)

const smtp = createSmtpMail({ url: smtpUrl, from: 'no-reply@localhost' })
await sendMails({
  ...dyingContext(platformUrl).system('send-mails'),
  mail: {
    close: () => smtp.close(),
    send: async (mail) => {
      if (moment === 'before') process.kill(process.pid, 'SIGKILL')
      await smtp.send(mail)
      process.kill(process.pid, 'SIGKILL')
      return { ok: true }
    },
  },
})
process.exit(1)
