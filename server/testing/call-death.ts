import { type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { type DeathAt } from './die-at-statement.ts'

/** Where a region's process kills itself: around the n-th statement of a call, or when its answer is on the way. */
export type CallDeath = { call: GalaxyCall } & (
  { when: DeathAt; dieAt: number } | { when: 'answered'; dieAt: null }
)

/** What a region's process reports of each call that it has answered. */
export type CallReport = { call: string; statements: number }
