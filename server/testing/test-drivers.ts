import { randomUUID } from 'node:crypto'
import { createProcessDriver, type ProcessDriverOptions } from '../drivers/process/process-driver.ts'
import { type ServerProgram } from '../drivers/process/start-server.ts'
import { type RegionDrivers } from '../drivers/region-driver.ts'

export type TestServers = {
  /** By default there is none: a test that starts servers says which. */
  program?: () => ServerProgram
  patience?: ProcessDriverOptions['patience']
  /** Files run side by side: each has ports of its own. */
  firstPort?: number
  host?: string
}

/** Drivers of regions as a worker has them, on a host of a test. */
export function testDrivers(
  options: Pick<ProcessDriverOptions, 'galaxies' | 'archive' | 'secrets' | 'log' | 'folder'> & TestServers,
): RegionDrivers {
  const { program, patience, firstPort = 27_000, host = 'test-host', ...ports } = options
  return {
    host: { name: host, keeper: randomUUID() },
    process: createProcessDriver({
      ...ports,
      address: '127.0.0.1',
      firstPort,
      program: () =>
        program ? Promise.resolve(program()) : Promise.reject(new Error('this test starts no servers')),
      patience,
    }),
  }
}
