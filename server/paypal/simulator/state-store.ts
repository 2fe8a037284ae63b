import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type SigningIdentity } from './self-signed-certificate.ts'
import { createSimulatorState, stateSchema, type SimulatorState } from './simulator-state.ts'

export interface StateStore {
  readonly state: SimulatorState
  /** Saves the state so that it survives a kill; returns when it is on disk. */
  save(): void
}

/**
 * One JSON file, replaced atomically (written to a new file, flushed, renamed), so that a kill leaves either the old
 * or the new state. Without a folder the state stays in memory. A new state signs as `newIdentity`.
 */
export function openStateStore(dataDir: string | null, newIdentity: () => SigningIdentity): StateStore {
  if (dataDir === null) return { state: createSimulatorState(newIdentity()), save: () => undefined }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'paypal-simulator.json')
  const state = readState(path) ?? createSimulatorState(newIdentity())
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
