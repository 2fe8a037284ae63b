import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { type Archive } from '../archive/archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createMovedClock } from '../clock.ts'
import { createLimits } from '../limits/limits.ts'
import { createSmtpMail } from '../mail/smtp-mail.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { sendMails } from '../services/mail/send-mails.ts'
import { testConfig } from './test-config.ts'

// A process that sends mails and is killed by SIGKILL before or after the first one left. Arguments: platform URL, SMTP URL,
// moment (before or after).
const [platformUrl = '', smtpUrl = '', moment = ''] = process.argv.slice(2)

const log = pino({ level: 'silent' })
const { db, pool } = openDatabase(platformUrl, { max: 5, applicationName: 'dying' })
const smtp = createSmtpMail({ url: smtpUrl, from: 'no-reply@localhost' })
await sendMails({
  db,
  actor: { kind: 'system', job: 'send-mails' },
  clock: createMovedClock(),
  config: testConfig(),
  galaxies: {} as Galaxies, // mailing never asks a galaxy
  events: {
    publishInTransaction: async () => undefined,
    publishAfterCommit: async () => undefined,
    subscribe: () => () => undefined,
    close: async () => undefined,
  },
  outbox: createJobOutbox(db, null, log),
  limits: createLimits({ pool }),
  paypal: {} as PayPal, // mailing never calls PayPal
  mail: {
    close: () => smtp.close(),
    send: async (mail) => {
      if (moment === 'before') process.kill(process.pid, 'SIGKILL')
      await smtp.send(mail)
      process.kill(process.pid, 'SIGKILL')
      return { ok: true }
    },
  },
  secrets: createSecrets('test-secret-test-secret-test-secret'),
  erasures: openErasureList('/dev/null'),
  auditLogKeeper: createAuditLogKeeper(platformUrl),
  archive: {} as Archive, // nothing is backed up here
  refusedRequests: createRefusedRequestLog(),
  log,
})
process.exit(1)
