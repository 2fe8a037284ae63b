import { stat, writeFile } from 'node:fs/promises'
import { startOf } from './process-identity.ts'
import { identityFileOf } from './server-files.ts'

/** How long a server goes on that nobody looks after: the platform may be away for minutes, and a host given up for good leaves none behind. */
export const ALONE_MS = 15 * 60_000
const LOOK_MS = 5_000

/**
 * For a server that a worker keeps: says who it is, and ends it when its note is gone or nobody has looked after it for long.
 * @returns what stops looking
 */
export async function followKeeper(noteFile: string, onLeft: (why: string) => void): Promise<() => void> {
  const startedAt = await startOf(process.pid)
  await writeFile(identityFileOf(noteFile), JSON.stringify({ pid: process.pid, startedAt }), { mode: 0o600 })
  const look = async () => {
    const note = await stat(noteFile).catch(() => null)
    if (!note) onLeft('the platform keeps this server no more')
    else if (Date.now() - note.mtimeMs > ALONE_MS) onLeft('nobody has looked after this server for long')
  }
  await look()
  const timer = setInterval(() => void look(), LOOK_MS).unref()
  return () => {
    clearInterval(timer)
  }
}
