import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createSimulatorState, stateSchema, type SimulatorState } from './simulator-state.ts'

export interface StateStore {
  readonly state: SimulatorState
  /** Makes the present state survive a kill; returns when it is on disk. */
  save(): void
}

/**
 * One JSON file, replaced as a whole: written beside it, flushed, renamed over it, so that a kill at any moment leaves the
 * old state or the new one. Without a folder the state lives in memory only.
 */
export function openStateStore(dataDir: string | null): StateStore {
  if (dataDir === null) return { state: createSimulatorState(), save: () => undefined }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'paypal-simulator.json')
  const state = readState(path) ?? createSimulatorState()
  const save = () => {
    const temporary = `${path}.new`
    const file = openSync(temporary, 'w', 0o600)
    try {
      writeSync(file, JSON.stringify(state))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  }
  save()
  return { state, save }
}

function readState(path: string): SimulatorState | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  return stateSchema.parse(JSON.parse(text))
}
