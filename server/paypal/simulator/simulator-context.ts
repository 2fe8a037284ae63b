import { randomBytes } from 'node:crypto'
import { forgetOld, type SimulatorState } from './simulator-state.ts'
import { type StateStore } from './state-store.ts'

export interface SimulatorConfig {
  /** Folder of the state file, or null to keep everything in memory. */
  readonly dataDir: string | null
  readonly clientId: string
  readonly clientSecret: string
  /** Where events are delivered to. */
  readonly webhookUrl: string
  /** The webhook id that deliveries are signed for. */
  readonly webhookId: string
  /** The simulator's own address as browsers and the product see it, without a slash at the end. */
  readonly publicUrl: string
  readonly clock: { now(): Date }
  readonly fetch?: typeof fetch
}

/** What every part of the simulator works on. */
export interface SimulatorContext {
  readonly config: SimulatorConfig
  readonly state: SimulatorState
  /** The simulator's time: the clock it was given, moved by the control page. In milliseconds. */
  now(): number
  /** An id in PayPal's manner, never given twice. */
  newId(prefix: string): string
  /** Records that something changed: saves it, and wakes the deliveries. */
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
