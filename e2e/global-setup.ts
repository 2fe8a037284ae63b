import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { BASE_URL, PORT } from './world.ts'
import { startServer } from './server-process.ts'

/**
 * One server with the demo world for all journeys, in a folder of its own. With E2E_DATA_DIR set, the server that runs on
 * that folder already is used and left running:
 * `PORT=3900 PAYPAL_SIMULATOR_PORT=3950 DATA_DIR=… node build/server/main.js`.
 */
export default async function setup() {
  if (process.env.E2E_DATA_DIR) {
    const answer = await fetch(`${BASE_URL}/readyz`)
    if (!answer.ok) throw new Error(`the server at ${BASE_URL} is not ready`)
    return () => undefined
  }
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-e2e-'))
  // As root the database's own account must be able to enter; elsewhere it would leave its data behind.
  await chmod(dataDir, 0o755)
  process.env.E2E_DATA_DIR = dataDir
  const server = startServer({ port: PORT, dataDir })
  await server.ready()
  return async () => {
    await server.end('SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  }
}
