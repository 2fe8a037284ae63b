import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type ServerProgram } from '../drivers/process/start-server.ts'
import { bundleScript } from './bundled-script.ts'

/** The program that servers of regions run, built for a test file. `build` tells versions apart: the test says which it is. */
export function useServerProgram(): { of(build?: string): ServerProgram; file(): string } {
  let dir = ''
  const file = () => path.join(dir, 'server.mjs')
  beforeAll(async () => {
    await mkdir('build', { recursive: true })
    dir = await mkdtemp(path.resolve('build/region-server-'))
    await bundleScript('server/main.ts', file())
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))
  return {
    of: (build = 'one') => ({ execPath: process.execPath, args: [file()], cwd: dir, build }),
    file,
  }
}
