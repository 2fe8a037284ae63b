import { type Env } from './env.ts'
import { payPalAccess } from './paypal/open-paypal.ts'
import { type AppConfig } from './services/context.ts'

/** What verbs know of the settings. */
export const configOf = (env: Env): Omit<AppConfig, 'platformConnections'> => ({
  publicUrl: env.publicUrl,
  paypalEnvironment: env.PAYPAL_ENVIRONMENT,
  paypalWebhookId: payPalAccess(env).webhookId,
  confirmationRequired: env.confirmationRequired,
  sendsMails: env.SMTP_URL !== undefined,
  legalDir: env.legalDir,
  adminsNeedFactor: !env.DEMO,
  archiveMonths: env.ARCHIVE_MONTHS,
  backups: { days: env.BACKUP_DAYS, monthlyDays: env.BACKUP_MONTHLY_DAYS },
  seller: env.SELLER_NAME
    ? {
        name: env.SELLER_NAME,
        address: env.SELLER_ADDRESS.split('|')
          .map((line) => line.trim())
          .filter(Boolean),
        vat: env.SELLER_VAT ?? null,
      }
    : null,
  tiers: env.TIERS,
  hosting: {
    baseMinor: Math.round(env.COST_BASE * 100),
    regionLeastMinor: Math.round(env.COST_REGION_LEAST * 100),
    regionMostMinor: Math.round(env.COST_REGION_MOST * 100),
    currency: 'USD',
  },
  retention: {
    auditDays: env.AUDIT_DAYS ?? null,
    eventDays: env.EVENT_DAYS,
    postingDays: env.POSTING_DAYS,
    failedLogInDays: env.FAILED_LOG_IN_DAYS,
    exportDays: env.EXPORT_DAYS,
    deletionNoticeDays: env.DELETION_NOTICE_DAYS,
    mailDays: env.MAIL_DAYS,
    noticeDays: env.NOTICE_DAYS,
  },
})
