import { readFileSync } from 'node:fs'
import path from 'node:path'

/** E2E_PORT changes the ports, so that two checkouts can run at once; tests use the 90 ports from there. */
export const PORT = Number(process.env.E2E_PORT ?? 3900)
export const BASE_URL = `http://localhost:${PORT}`
/** Port of the PayPal simulator of a server. */
export const simulatorPortOf = (port: number) => port + 50
export const SIMULATOR_URL = `http://localhost:${simulatorPortOf(PORT)}`

export type Account = { email: string; callsign: string; password: string }
export type DemoAccount = Account & { region?: string }
export type DemoAccounts = { admin: DemoAccount; governors: DemoAccount[]; citizens: DemoAccount[] }

/** Roles with prepared sessions; the governors rule one region of each form of government. */
export const ROLES = ['admin', 'democrat', 'autocrat', 'chair', 'citizen'] as const
export type Role = (typeof ROLES)[number]

export const REGION_OF = {
  democrat: 'halcyon-commons',
  autocrat: 'kessler-dominion',
  chair: 'lantern-ring',
  citizen: 'halcyon-commons',
} as const

const dataDir = () => process.env.E2E_DATA_DIR ?? ''

/** The demo accounts, as an operator finds them. */
export const demoAccounts = (): DemoAccounts =>
  JSON.parse(readFileSync(path.join(dataDir(), 'demo-accounts.json'), 'utf8')) as DemoAccounts

/** The demo account of a role. */
export function accountOf(role: Role): DemoAccount {
  const { admin, governors, citizens } = demoAccounts()
  if (role === 'admin') return admin
  const among = role === 'citizen' ? citizens : governors
  const account = among.find(({ region }) => region === REGION_OF[role])
  if (!account) throw new Error(`the demo world has nobody for ${role}`)
  return account
}

/** What the tests' server has written to stderr. */
export const serverErrorsFile = () => path.join(dataDir(), 'server-errors.log')

/** File with the cookies of a role, shared by all tests. */
export const sessionFile = (role: Role) => path.join(dataDir(), 'sessions', `${role}.json`)

let made = 0

/** Credentials of a new player without an account yet. */
export function newcomer(prefix = 'pilot'): Account {
  made += 1
  const mark = `${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}${made}`
  return {
    email: `${prefix}.${mark}@e2e.example`,
    callsign: `${prefix}-${mark}`,
    password: 'seven lanterns over harbour',
  }
}
