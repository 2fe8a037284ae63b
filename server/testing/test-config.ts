import { configOf } from '../app-config.ts'
import { readEnv } from '../env.ts'
import { type AppConfig } from '../services/context.ts'

/** What verbs know of the settings when nothing is set, but for a webhook id that no simulator has. Administrators need no second factor. */
export const testConfig = (changed: Partial<AppConfig> = {}): AppConfig => ({
  ...configOf(readEnv({ PAYPAL_WEBHOOK_ID: 'TEST-WEBHOOK' })),
  adminsNeedFactor: false,
  platformConnections: 60,
  ...changed,
})
