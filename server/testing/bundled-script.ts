import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

/**
 * A script that tests run as separate processes, bundled into one file first: compiling it for each process would
 * cost more than the work itself.
 */
export function useBundledScript(entryPoint: string): { start(...args: string[]): ChildProcess } {
  let dir = ''
  const file = () => path.join(dir, 'script.mjs')
  beforeAll(async () => {
    // Inside the project, so that node_modules is found.
    await mkdir('build', { recursive: true })
    dir = await mkdtemp(path.resolve('build/script-'))
    await bundleScript(entryPoint, file())
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))
  return { start: (...args) => spawn(process.execPath, [file(), ...args], { stdio: 'ignore' }) }
}

/** Bundles a script and our own modules into one file. */
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
