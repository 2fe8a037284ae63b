import { type GalaxyStatus } from '../regions/galaxy-status.ts'
import { type RegionStatus } from '../regions/region-status.ts'
import { type ObservedState, type ServedBy } from './deployment.ts'

/**
 * What a region should be. `untouched`: it is being built, restored or brought back by an operation, which opens and closes its database
 * itself.
 */
export type Presence = 'running' | 'suspended' | 'gone' | 'untouched'

export type DeploymentFacts = {
  regionStatus: RegionStatus
  /** Null before its galaxy is registered. */
  galaxyStatus: GalaxyStatus | null
  servedBy: ServedBy
  isSuspended: boolean
}

/** Follows from what the region and its galaxy are, so that no second record can disagree with them; an operator adds only the suspension. */
export function presenceOf({ regionStatus, galaxyStatus, isSuspended }: DeploymentFacts): Presence {
  if (regionStatus === 'terminated') return 'gone'
  switch (galaxyStatus) {
    case 'archived':
    case 'dropped':
      return 'gone'
    case 'ready':
      return isSuspended ? 'suspended' : 'running'
    case null:
    case 'creating':
    case 'restoring':
      return 'untouched'
  }
}

export type SeenServer = {
  /** The address that it is reached at. */
  endpoint: string
  /** `silent`: it is there and answers nothing. `unready`: it answers that its database does not. */
  state: 'starting' | 'ready' | 'unready' | 'silent' | 'dead'
  /** Whether it was started by this version of the platform, with what the region is to have. */
  isCurrent: boolean
}

/** What a driver sees of a region on its host, and what the registry says of it. */
export type Seen = {
  /** Whether the region's role is let into its database. */
  database: 'open' | 'closed' | 'absent'
  servers: readonly SeenServer[]
  /** Of the registry: where calls are sent; null where the platform's processes answer themselves. */
  endpoint: string | null
}

/** Idempotent steps of the reconciler; each is one verb of a driver. */
export const RECONCILE_STEPS = ['close', 'release', 'open', 'serve'] as const
export type ReconcileStep = (typeof RECONCILE_STEPS)[number]

const LABELS: Record<string, string> = {
  queued: 'Waiting for a worker',
  close: 'Closing the galaxy',
  release: 'Ending its own server',
  open: 'Opening the galaxy',
  serve: 'Starting its own server',
  done: 'Done',
} satisfies Record<ReconcileStep | 'queued' | 'done', string>
export const reconcileLabel = (step: string): string => LABELS[step] ?? step

/** What brings a region from what is seen to what it should be; nothing where it is that. */
export function stepsToward(facts: DeploymentFacts, seen: Seen): ReconcileStep[] {
  const { servedBy } = facts
  const isServed = seen.servers.length > 0
  const isSent = seen.endpoint !== null && servedBy !== 'elsewhere'
  switch (presenceOf(facts)) {
    case 'untouched':
      return []
    case 'gone':
      return isServed || isSent ? ['release'] : []
    case 'suspended':
      return seen.database === 'open' || isServed || isSent ? ['close'] : []
    case 'running': {
      const steps: ReconcileStep[] = seen.database === 'closed' ? ['open'] : []
      if (servedBy === 'own') return isServedAsItShould(seen) ? steps : [...steps, 'serve']
      return isServed || isSent ? [...steps, 'release'] : steps
    }
  }
}

const isServedAsItShould = ({ servers, endpoint }: Seen): boolean =>
  servers.length === 1 &&
  servers.every((one) => one.isCurrent && one.state === 'ready' && one.endpoint === endpoint)

/** What a region is, in one word. @returns null while something else works on it. */
export function stateOf(facts: DeploymentFacts, seen: Seen): ObservedState | null {
  const presence = presenceOf(facts)
  if (presence === 'untouched') return null
  if (presence === 'gone') return 'gone'
  if (seen.database !== 'open') return presence === 'suspended' ? 'suspended' : 'away'
  if (facts.servedBy !== 'own') return 'running'
  const serving = seen.servers.find(({ endpoint }) => endpoint === seen.endpoint)
  if (serving?.state === 'ready') return 'running'
  return seen.servers.some(({ state }) => state === 'starting') ? 'starting' : 'away'
}

/** Whether nothing is left to do for what an operator asked for; a former server may still be on its way out. */
export const isReached = (facts: DeploymentFacts, seen: Seen): boolean => {
  const state = stateOf(facts, seen)
  if (presenceOf(facts) !== 'running') return state !== 'away'
  if (state !== 'running') return false
  if (facts.servedBy === 'shared') return seen.endpoint === null
  return (
    facts.servedBy !== 'own' || seen.servers.some((one) => one.isCurrent && one.endpoint === seen.endpoint)
  )
}

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 60_000
/** The pause after so many failures in a row. */
export const retryAfterMs = (failures: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1), LONGEST_RETRY_MS)
