import { readFileSync } from 'node:fs'
import path from 'node:path'

/** E2E_PORT moves the journeys, so that two checkouts can run them at once; they keep within the 90 ports from there. */
export const PORT = Number(process.env.E2E_PORT ?? 3900)
export const BASE_URL = `http://localhost:${PORT}`
/** Where the PayPal simulator of the server at a port listens. */
export const simulatorPortOf = (port: number) => port + 50
export const SIMULATOR_URL = `http://localhost:${simulatorPortOf(PORT)}`

export type Account = { email: string; callsign: string; password: string }
export type DemoAccount = Account & { region?: string }
export type DemoAccounts = { admin: DemoAccount; governors: DemoAccount[]; citizens: DemoAccount[] }

/** Who may be logged in already when a journey begins; the governors rule one region of each form of government. */
export const ROLES = ['admin', 'democrat', 'autocrat', 'chair', 'citizen'] as const
export type Role = (typeof ROLES)[number]

export const REGION_OF = {
  democrat: 'halcyon-commons',
  autocrat: 'kessler-dominion',
  chair: 'lantern-ring',
  citizen: 'halcyon-commons',
} as const

const dataDir = () => process.env.E2E_DATA_DIR ?? ''

/** The accounts of the demo world, as an operator finds them. */
export const demoAccounts = (): DemoAccounts =>
  JSON.parse(readFileSync(path.join(dataDir(), 'demo-accounts.json'), 'utf8')) as DemoAccounts

/** The account of the demo world that stands for a role. */
export function accountOf(role: Role): DemoAccount {
  const { admin, governors, citizens } = demoAccounts()
  if (role === 'admin') return admin
  const among = role === 'citizen' ? citizens : governors
  const account = among.find(({ region }) => region === REGION_OF[role])
  if (!account) throw new Error(`the demo world has nobody for ${role}`)
  return account
}

/** Where the cookies of a role lie, for all journeys to share. */
export const sessionFile = (role: Role) => path.join(dataDir(), 'sessions', `${role}.json`)

let made = 0

/** Somebody who has no account yet. */
export function newcomer(prefix = 'pilot'): Account {
  made += 1
  const mark = `${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}${made}`
  return {
    email: `${prefix}.${mark}@e2e.example`,
    callsign: `${prefix}-${mark}`,
    password: 'seven lanterns over harbour',
  }
}
