import { randomUUID } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { type Env } from '../env.ts'
import { createProcessDriver, type ProcessDriverOptions } from './process/process-driver.ts'
import { ownProgram } from './process/start-server.ts'
import { type RegionDrivers } from './region-driver.ts'

/** What makes and runs regions, as the settings say; servers run the program of this process. */
export const openDrivers = (
  env: Pick<Env, 'dataDir' | 'REGION_HOST' | 'REGION_ADDRESS' | 'REGION_PORT'>,
  ports: Pick<ProcessDriverOptions, 'galaxies' | 'archive' | 'secrets' | 'log'>,
): RegionDrivers => ({
  host: { name: env.REGION_HOST ?? os.hostname(), keeper: randomUUID() },
  process: createProcessDriver({
    ...ports,
    folder: path.join(env.dataDir, 'regions'),
    address: env.REGION_ADDRESS,
    firstPort: env.REGION_PORT,
    program: ownProgram(process.argv[1] ?? '', process.cwd(), process.execArgv),
  }),
})
