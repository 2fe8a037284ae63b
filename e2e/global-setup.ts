import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { BASE_URL, PORT, serverErrorsFile } from './world.ts'
import { startServer } from './server-process.ts'

/** Every size of region is sold here. */
const ALL_SIZES = JSON.stringify({ large: { offered: true }, grand: { offered: true } })

/**
 * Starts one server with the demo world for all tests, in its own folder. With E2E_DATA_DIR set, a server already
 * running on that folder is used and left running: `PORT=3900 PAYPAL_SIMULATOR_PORT=3950 DATA_DIR=… node
 * build/server/main.js`.
 */
export default async function setup() {
  if (process.env.E2E_DATA_DIR) {
    const answer = await fetch(`${BASE_URL}/readyz`)
    if (!answer.ok) throw new Error(`the server at ${BASE_URL} is not ready`)
    return () => undefined
  }
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-e2e-'))
  // When run as root, the database's own user must be able to enter; otherwise it would leave its data behind.
  await chmod(dataDir, 0o755)
  process.env.E2E_DATA_DIR = dataDir
  await writeFile(serverErrorsFile(), '')
  const server = startServer({
    ...{ port: PORT, dataDir, errorsTo: serverErrorsFile() },
    // A younger world is made sooner: for one's own work on few tests.
    env: { TIERS: ALL_SIZES, ...(process.env.DEMO_DAYS ? { DEMO_DAYS: process.env.DEMO_DAYS } : {}) },
  })
  await server.ready()
  return async () => {
    await server.end('SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  }
}
