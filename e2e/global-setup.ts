import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PORT } from './world.ts'
import { startServer } from './server-process.ts'

/** One server with the demo world for all journeys, in a folder of its own. */
export default async function setup() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-e2e-'))
  process.env.E2E_DATA_DIR = dataDir
  const server = startServer({ port: PORT, dataDir })
  await server.ready()
  return async () => {
    await server.end('SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  }
}
