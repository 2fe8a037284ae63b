import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { checkReadiness, requireDisk } from './readiness.ts'

const log = createLog('silent')
const MIB = 1024 * 1024

describe('readiness', () => {
  it('is given while everything that is needed is there', async () => {
    const notMadeYet = path.join(os.tmpdir(), 'sectorwars-not-made-yet', 'data')
    const needs = { database: () => Promise.resolve(), disk: () => requireDisk(notMadeYet) }
    expect(await checkReadiness(needs, log)).toEqual({
      status: 'ok',
      needs: { database: 'ok', disk: 'ok' },
    })
  })

  it('names what is missing, be it gone, silent or full', async () => {
    const needs = {
      database: () => Promise.resolve(),
      redis: () => new Promise<never>(() => undefined),
      secret: () => Promise.reject(new Error('another')),
      disk: () => requireDisk('/data', async () => 63 * MIB),
    }
    expect(await checkReadiness(needs, log, 20)).toEqual({
      status: 'unavailable',
      needs: { database: 'ok', redis: 'missing', secret: 'missing', disk: 'missing' },
    })
  })

  it('needs as much of the disk as the database writes at once', async () => {
    await expect(requireDisk('/data', async () => 64 * MIB)).resolves.toBeUndefined()
    await expect(requireDisk('/data', async () => 64 * MIB - 1)).rejects.toThrow(
      'The disk of /data is full: 63 MiB',
    )
  })
})
