import path from 'node:path'
import { z } from 'zod'
import { MIN_FOR_GALAXIES, MAX_PROCESSES } from './galaxies/connection-plan.ts'
import { DELETION_NOTICE_DAYS } from './domain/privacy/deletion-rules.ts'
import { PAYPAL_ENVIRONMENTS } from './domain/billing/plans.ts'
import { tierSetting } from './domain/billing/tier-settings.ts'

const flag = (fallback: boolean) =>
  z
    .enum(['0', '1'], { error: 'expected 0 or 1' })
    .optional()
    .transform((value) => (value === undefined ? fallback : value === '1'))

const port = z.coerce
  .number({ error: 'expected a port number' })
  .int('expected a whole number')
  .min(1, 'expected a port from 1 to 65535')
  .max(65_535, 'expected a port from 1 to 65535')

const count = z.coerce
  .number({ error: 'expected a number' })
  .int('expected a whole number')
  .min(1, 'expected at least 1')

const dollars = z.coerce
  .number({ error: 'expected an amount in US dollars' })
  .min(0, 'expected at least 0')
  .max(1_000_000, 'expected at most 1000000')
  .multipleOf(0.01, 'expected whole cents')

/** As long as the demo world's story is. */
const MOST_DEMO_DAYS = 30

const urlOf = (...protocols: string[]) =>
  z.string().refine(
    (text) => {
      const url = URL.canParse(text) ? new URL(text) : null
      return url !== null && protocols.includes(url.protocol)
    },
    { error: `expected an address starting with ${protocols.map((p) => `${p}//`).join(' or ')}` },
  )

/** A list of origins, separated by commas. */
const origins = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text && text !== 'null', {
        error: 'expected origins such as https://charts.example.com, separated by commas',
      }),
    ),
  )

const roles = z
  .string()
  .default('web,worker')
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(
    z
      .array(z.enum(['web', 'worker', 'region'], { error: 'expected web, worker, web,worker or region' }))
      .min(1)
      .refine((all) => all.length === 1 || !all.includes('region'), {
        error: 'expected region alone: it has no platform database',
      }),
  )

/** The demo story pays through this process's simulator and runs jobs itself under its own clock. */
const canHaveDemo = (env: {
  ROLES: readonly string[]
  PAYPAL_ENVIRONMENT: string
  PAYPAL_SIMULATOR_URL?: string | undefined
}) =>
  ['web', 'worker'].every((role) => env.ROLES.includes(role)) &&
  env.PAYPAL_ENVIRONMENT === 'simulator' &&
  env.PAYPAL_SIMULATOR_URL === undefined

const fields = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: urlOf('http:', 'https:').optional(),
  /** Whether a reverse proxy sets X-Forwarded-For; its last entry is trusted then. */
  TRUST_PROXY: flag(false),
  DATA_DIR: z.string().min(1).default('.data'),
  ROLES: roles,
  /** Health port of a process that is only a worker; no port by default. */
  WORKER_HEALTH_PORT: port.optional(),
  /** By default on where possible: in a single process with its own simulator. */
  DEMO: z.enum(['0', '1'], { error: 'expected 0 or 1' }).optional(),
  /** How many days the demo world has lived when it is made; fewer are made sooner. */
  DEMO_DAYS: count.max(MOST_DEMO_DAYS, `expected at most ${MOST_DEMO_DAYS}`).default(MOST_DEMO_DAYS),
  /** Set by `npm start` while it builds the pages; it reports over IPC when they are ready. */
  PAGES_FOLLOW: flag(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Limits per address and process: pages and procedures per minute, and open event streams. */
  REQUESTS_PER_MINUTE: count.default(30_000),
  STREAMS_PER_ADDRESS: count.default(200),
  /** What one account, or an address without one, may ask of REST. */
  REST_REQUESTS_PER_MINUTE: count.default(1_200),
  /** Sign-ups per address and hour, if not the default of `server/limits/limits.ts`. */
  SIGN_UPS_PER_HOUR: count.optional(),
  /** Days for which logs are kept, by whole months; the audit log for good unless it is given. */
  AUDIT_DAYS: count.optional(),
  EVENT_DAYS: z.coerce.number().int().min(31, 'expected at least 31').default(90),
  POSTING_DAYS: z.coerce.number().int().min(31, 'expected at least 31').default(400),
  FAILED_LOG_IN_DAYS: count.default(90),
  /** Days for which sent mails, and notifications that were read, are kept. */
  MAIL_DAYS: count.default(30),
  NOTICE_DAYS: count.default(182),
  /** Days between the wish for a deletion and the deletion of an account. */
  DELETION_NOTICE_DAYS: z.coerce
    .number({ error: 'expected a number' })
    .int('expected a whole number')
    .min(DELETION_NOTICE_DAYS.min, `expected at least ${DELETION_NOTICE_DAYS.min}`)
    .max(DELETION_NOTICE_DAYS.max, `expected at most ${DELETION_NOTICE_DAYS.max}`)
    .default(14),
  /** Where it is written whose data was erased; by default in DATA_DIR. Outside backups, and one for all processes. */
  ERASURES_FILE: z.string().min(1).optional(),
  /** Where backups are kept if not in a bucket; by default `backups` in DATA_DIR. One folder for all processes. */
  BACKUP_DIR: z.string().min(1).optional(),
  /** A bucket of a service that speaks S3, with a folder if wanted, and who may write there. */
  BACKUP_S3_URL: urlOf('http:', 'https:')
    .refine((text) => URL.canParse(text) && new URL(text).pathname.length > 1, {
      error: 'expected the name of a bucket after the host, as in https://s3.example.com/bucket',
    })
    .optional(),
  BACKUP_S3_REGION: z.string().min(1).default('us-east-1'),
  BACKUP_S3_KEY_ID: z.string().min(1).optional(),
  BACKUP_S3_SECRET: z.string().min(1).optional(),
  /** What backups are encrypted with; by default it follows from APP_SECRET. */
  BACKUP_SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  /** Months for which the archive of a region is kept that nobody pays for; owners are promised a year. */
  ARCHIVE_MONTHS: count.min(12, 'expected at least 12').default(12),
  /** Days for which backups are kept: all, and the first of each month. */
  BACKUP_DAYS: count.default(30),
  BACKUP_MONTHLY_DAYS: count.default(365),
  /** Whether databases are backed up before an update changes their tables. */
  BACKUP_BEFORE_UPDATE: flag(true),
  /** Folder with terms.md and imprint.md; by default `legal` in DATA_DIR. */
  LEGAL_DIR: z.string().min(1).optional(),
  /** For how many days an export of somebody's data can be downloaded. */
  EXPORT_DAYS: count.max(30, 'expected at most 30').default(7),
  /** An administrator who does nothing for so long is logged out. */
  ADMIN_IDLE_MINUTES: count.default(30),
  /** Sites whose pages may use the API in browsers, with a token. */
  API_ORIGINS: origins,
  METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
  /** Where traces go (OpenTelemetry, OTLP over HTTP); without it there are none. */
  TRACES_URL: urlOf('http:', 'https:').optional(),
  /** The share of requests, with their jobs, of which traces are kept. */
  TRACES_SHARE: z.coerce
    .number({ error: 'expected a number' })
    .min(0, 'expected at least 0')
    .max(1, 'expected at most 1')
    .default(0.05),
  /** What Alertmanager shows when it delivers alerts. */
  ALERTS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
  /** How many processes of this installation share the database server; each takes its part of the connections. */
  PROCESSES: count.max(MAX_PROCESSES, `expected at most ${MAX_PROCESSES}`).default(1),
  /** Connections of this process to all galaxies together, if not its part of what the server has. */
  GALAXY_CONNECTIONS: count.min(MIN_FOR_GALAXIES, `expected at least ${MIN_FOR_GALAXIES}`).optional(),
  APP_SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  /** While the secret is exchanged: the one that is given up for APP_SECRET. */
  APP_SECRET_OLD: z.string().min(32, 'expected at least 32 characters').optional(),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  /** With ROLES=region: the one galaxy that this process serves to the platform, and nothing else. */
  GALAXY_ID: z.uuid('expected the id of a galaxy').optional(),
  GALAXY_DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  GALAXY_TOKEN: z.string().min(32, 'expected at least 32 characters').optional(),
  /** Of a server that a worker of the platform keeps: the file by which both know of each other. */
  GALAXY_SERVER_FILE: z.string().min(1).optional(),
  /** What this host is called where servers of regions run; by default as the machine is. */
  REGION_HOST: z.string().min(1).max(200).optional(),
  /** The address at which the platform's other processes reach servers of regions on this host. */
  REGION_ADDRESS: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'expected an address or the name of a host, without a port')
    .default('127.0.0.1'),
  /** The first of a thousand ports for them. */
  REGION_PORT: port.max(31_768, 'expected at most 31768: a thousand ports follow it').default(31_000),
  REDIS_URL: urlOf('redis:', 'rediss:').optional(),
  /** Where mails go out; without it they are files in DATA_DIR. */
  SMTP_URL: urlOf('smtp:', 'smtps:').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\s@<>]+@[^\s@<>]+$|^[^<>@\r\n]*<[^\s@<>]+@[^\s@<>]+>$/, {
      error: 'expected an address, or a name and an <address>',
    })
    .optional(),
  /** Whether accounts have to confirm their address; by default where mails go out. */
  MAIL_CONFIRMATION: z.enum(['required', 'off'], { error: 'expected required or off' }).optional(),
  /** Who sells, as receipts say it: name, address with its lines parted by |, and a line about VAT. Without a name they name nobody. */
  SELLER_NAME: z.string().trim().min(1).max(200).optional(),
  SELLER_ADDRESS: z.string().trim().max(500).default(''),
  SELLER_VAT: z.string().trim().max(200).optional(),
  /** What hosting costs in a month, in US dollars: without regions, and the least and most for each region. */
  COST_BASE: dollars.default(200),
  COST_REGION_LEAST: dollars.default(5),
  COST_REGION_MOST: dollars.default(15),
  /** Sizes of regions: JSON with names, what is sold, first prices and what they give; see docs/operating.md. */
  TIERS: tierSetting,
  PAYPAL_ENVIRONMENT: z.enum(PAYPAL_ENVIRONMENTS).default('simulator'),
  PAYPAL_CLIENT_ID: z.string().min(1).optional(),
  PAYPAL_CLIENT_SECRET: z.string().min(1).optional(),
  PAYPAL_WEBHOOK_ID: z.string().min(1).optional(),
  /** By default 100 above PORT. */
  PAYPAL_SIMULATOR_PORT: port.optional(),
  PAYPAL_SIMULATOR_URL: urlOf('http:', 'https:').optional(),
})

/** The names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(fields.shape)

const schema = fields
  .transform((env) => ({ ...env, DEMO: env.DEMO === undefined ? canHaveDemo(env) : env.DEMO === '1' }))
  .superRefine((env, check) => {
    if (env.DEMO && !canHaveDemo(env)) {
      check.addIssue({
        code: 'custom',
        path: ['DEMO'],
        message:
          'expected 0, because the demo world needs ROLES=web,worker and the PayPal simulator of this process',
      })
    }
    if (env.ROLES.includes('region')) {
      for (const name of ['GALAXY_ID', 'GALAXY_DATABASE_URL', 'GALAXY_TOKEN'] as const)
        if (!env[name])
          check.addIssue({ code: 'custom', path: [name], message: 'expected with ROLES=region' })
      if (env.DATABASE_URL)
        check.addIssue({
          code: 'custom',
          path: ['DATABASE_URL'],
          message: 'expected none with ROLES=region: such a process has no platform database',
        })
      if (env.GALAXY_ID && env.GALAXY_TOKEN && !env.GALAXY_TOKEN.startsWith(`${env.GALAXY_ID}.`))
        check.addIssue({ code: 'custom', path: ['GALAXY_TOKEN'], message: 'expected the token of GALAXY_ID' })
      return
    }
    if (env.APP_SECRET_OLD && !env.APP_SECRET)
      check.addIssue({
        code: 'custom',
        path: ['APP_SECRET'],
        message: 'expected with APP_SECRET_OLD: the new one',
      })
    for (const name of ['BACKUP_S3_KEY_ID', 'BACKUP_S3_SECRET'] as const)
      if (env.BACKUP_S3_URL && !env[name])
        check.addIssue({ code: 'custom', path: [name], message: 'expected with BACKUP_S3_URL' })
    if (env.COST_REGION_MOST < env.COST_REGION_LEAST)
      check.addIssue({
        ...{ code: 'custom', path: ['COST_REGION_MOST'] },
        message: 'expected at least COST_REGION_LEAST',
      })
    for (const name of ['SELLER_ADDRESS', 'SELLER_VAT'] as const)
      if (env[name] && !env.SELLER_NAME)
        check.addIssue({ code: 'custom', path: ['SELLER_NAME'], message: `expected with ${name}` })
    if (env.MAIL_CONFIRMATION === 'required' && !env.SMTP_URL)
      check.addIssue({
        code: 'custom',
        path: ['SMTP_URL'],
        message: 'expected with MAIL_CONFIRMATION=required: nobody could confirm an address',
      })
    if (env.PAYPAL_ENVIRONMENT === 'simulator') return
    for (const name of ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'] as const) {
      if (!env[name]) {
        check.addIssue({
          code: 'custom',
          path: [name],
          message: `expected with PAYPAL_ENVIRONMENT=${env.PAYPAL_ENVIRONMENT}`,
        })
      }
    }
    if (env.PAYPAL_WEBHOOK_ID === 'WEBHOOK_ID' && env.PAYPAL_ENVIRONMENT === 'live') {
      check.addIssue({
        code: 'custom',
        path: ['PAYPAL_WEBHOOK_ID'],
        message: 'expected the id of a real webhook, not the simulator’s',
      })
    }
  })

export type Env = z.infer<typeof schema> & {
  /** Public address, without a trailing slash. */
  publicUrl: string
  /** Address of the PayPal simulator, for browsers and for us. */
  simulatorUrl: string
  simulatorPort: number
  dataDir: string
  erasuresFile: string
  legalDir: string
  backupDir: string
  /** The bucket for backups, if there is one. */
  backupS3: { url: string; region: string; accessKeyId: string; secretAccessKey: string } | null
  confirmationRequired: boolean
  isProduction: boolean
}

/** Reads the environment. @throws Error that lists every wrong value and what is expected. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty value in a compose file or shell means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `  ${name}=${shown(name, source[name])}: ${issue.message}`
    })
    throw new Error(`Invalid environment:\n${[...new Set(lines)].join('\n')}`)
  }
  const env = parsed.data
  const simulatorPort = env.PAYPAL_SIMULATOR_PORT ?? Math.min(env.PORT + 100, 65_535)
  return {
    ...env,
    simulatorPort,
    simulatorUrl: (env.PAYPAL_SIMULATOR_URL ?? `http://localhost:${simulatorPort}`).replace(/\/+$/, ''),
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    dataDir: path.resolve(env.DATA_DIR),
    erasuresFile: path.resolve(env.ERASURES_FILE ?? path.join(env.DATA_DIR, 'erasures.jsonl')),
    legalDir: path.resolve(env.LEGAL_DIR ?? path.join(env.DATA_DIR, 'legal')),
    backupDir: path.resolve(env.BACKUP_DIR ?? path.join(env.DATA_DIR, 'backups')),
    backupS3: env.BACKUP_S3_URL
      ? {
          url: env.BACKUP_S3_URL,
          region: env.BACKUP_S3_REGION,
          accessKeyId: env.BACKUP_S3_KEY_ID ?? '',
          secretAccessKey: env.BACKUP_S3_SECRET ?? '',
        }
      : null,
    confirmationRequired: env.SMTP_URL !== undefined && env.MAIL_CONFIRMATION !== 'off',
    isProduction: env.NODE_ENV === 'production',
  }
}

const shown = (name: string, value: string | undefined) =>
  value === undefined
    ? '(not set)'
    : /SECRET|PASSWORD|TOKEN|URL|KEY_ID/.test(name)
      ? '(hidden)'
      : JSON.stringify(value)
