import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

/**
 * A script that tests start as a process of its own, made into one plain file first: compiling it anew for each of many
 * processes costs more than what they do.
 */
export function useBundledScript(entryPoint: string): { start(...args: string[]): ChildProcess } {
  let dir = ''
  const file = () => path.join(dir, 'script.mjs')
  beforeAll(async () => {
    // Within the project, so that the file finds node_modules.
    await mkdir('build', { recursive: true })
    dir = await mkdtemp(path.resolve('build/script-'))
    await bundleScript(entryPoint, file())
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))
  return { start: (...args) => spawn(process.execPath, [file(), ...args], { stdio: 'ignore' }) }
}

/** Makes one plain file of a script and what it imports of ours. */
export const bundleScript = (entryPoint: string, outfile: string) =>
  build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
