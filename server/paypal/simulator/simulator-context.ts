import { randomBytes } from 'node:crypto'
import { type SigningIdentity } from './self-signed-certificate.ts'
import { forgetOld, type SimulatorState } from './simulator-state.ts'
import { type StateStore } from './state-store.ts'

export interface SimulatorConfig {
  /** Folder of the state file; null keeps the state in memory. */
  readonly dataDir: string | null
  readonly clientId: string
  readonly clientSecret: string
  /** Target of event deliveries. */
  readonly webhookUrl: string
  /** The webhook id that deliveries are signed for. */
  readonly webhookId: string
  /** The simulator's address for browsers and for us, without a trailing slash. */
  readonly publicUrl: string
  readonly clock: { now(): Date }
  readonly fetch?: typeof fetch
  /** As whom a new state signs; by default as nobody before it. */
  readonly newIdentity?: () => SigningIdentity
}

/** Shared context of the simulator's parts. */
export interface SimulatorContext {
  readonly config: SimulatorConfig
  readonly state: SimulatorState
  /** The simulator's time in milliseconds: its clock plus the offset set on the control page. */
  now(): number
  /** A unique id in PayPal's format. */
  newId(prefix: string): string
  /** Saves the state and triggers deliveries. */
  commit(): void
  onCommit: () => void
}

export function createSimulatorContext(config: SimulatorConfig, store: StateStore): SimulatorContext {
  const { state } = store
  const context: SimulatorContext = {
    config,
    state,
    now: () => config.clock.now().getTime() + state.clockOffsetMs,
    newId: (prefix) => {
      const number = (state.nextNumber++).toString(36).padStart(5, '0')
      return `${prefix}${(number + randomBytes(5).toString('hex')).toUpperCase()}`
    },
    commit: () => {
      forgetOld(state, context.now())
      store.save()
      context.onCommit()
    },
    onCommit: () => undefined,
  }
  return context
}
