import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { findFreePort } from '../postgres/free-port.ts'
import { bundleScript } from './bundled-script.ts'
import { type CallDeath } from './call-death.ts'
import { type TestPlatform } from './test-platform.ts'

export type RegionProcess = { endpoint: string; child: ChildProcess }

/** Processes of their own that serve galaxies, for a test file. They are given neither the platform's database nor its secret. */
export function useRegionProcesses(platform: TestPlatform): {
  /** Serves a galaxy with these settings, or with what the platform would give it. */
  start(galaxyId: string, settings?: Record<string, string>): Promise<RegionProcess>
  /** The same, by a process that kills itself there; with null it only reports what each call took, as messages to its parent. */
  startDying(galaxyId: string, death: CallDeath | null): Promise<RegionProcess>
} {
  let dir = ''
  const children: ChildProcess[] = []
  beforeAll(async () => {
    // Within the project, so that the file finds node_modules.
    await mkdir('build', { recursive: true })
    dir = await mkdtemp(path.resolve('build/region-'))
    await bundleScript('server/main.ts', path.join(dir, 'server.mjs'))
    await bundleScript('server/testing/die-in-call.ts', path.join(dir, 'die-in-call.mjs'))
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(dir, { recursive: true, force: true })
  })

  const settingsOf = async (galaxyId: string) => ({
    ROLES: 'region',
    GALAXY_ID: galaxyId,
    GALAXY_DATABASE_URL: await platform.ctx().galaxies.databaseUrl(galaxyId),
    GALAXY_TOKEN: platform.ctx().secrets.galaxyToken(galaxyId),
  })
  const serve = async (args: string[], stdio: StdioOptions, settings: Record<string, string>) => {
    // Files run side by side: two of them must not find the same one free.
    const port = await findFreePort(30_500 + (process.pid % 100) * 20)
    const child = spawn(process.execPath, args, {
      stdio,
      env: {
        NODE_ENV: 'production',
        PORT: String(port),
        DATA_DIR: path.join(dir, 'data'),
        LOG_LEVEL: 'silent',
        ...settings,
      },
    })
    children.push(child)
    const endpoint = `http://127.0.0.1:${port}`
    await vi.waitFor(
      async () => {
        const answer = await fetch(`${endpoint}/readyz`)
        if (!answer.ok) throw new Error('not ready')
      },
      { timeout: 60_000, interval: 100 },
    )
    return { endpoint, child }
  }
  const server = () => path.join(dir, 'server.mjs')
  return {
    start: async (galaxyId, settings) =>
      serve([server()], 'ignore', settings ?? (await settingsOf(galaxyId))),
    startDying: async (galaxyId, death) =>
      serve(
        ['--import', path.join(dir, 'die-in-call.mjs'), server(), JSON.stringify(death)],
        ['ignore', 'ignore', 'ignore', 'ipc'],
        await settingsOf(galaxyId),
      ),
  }
}
