import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

/**
 * A script that tests run as separate processes, bundled into one file first: compiling it for each process would
 * cost more than the work itself.
 */
export function useBundledScript(entryPoint: string): { start(...args: string[]): ChildProcess } {
  const file = useBundle(entryPoint)
  return { start: (...args) => spawn(process.execPath, [file(), ...args], { stdio: 'ignore' }) }
}

/** How many processes are loading while one works. */
const SPARES = 2

/** The same for a script that is started hundreds of times. Its processes are ready before they are asked for; each reads what to do from stdin. */
export function useReadyScript(entryPoint: string): { start(whatToDo: string): ChildProcess } {
  const file = useBundle(entryPoint)
  const ready: ChildProcess[] = []
  const startOne = () => spawn(process.execPath, [file()], { stdio: ['pipe', 'ignore', 'ignore'] })
  const keepReady = () => {
    while (ready.length < SPARES) ready.push(startOne())
  }
  afterAll(() => {
    for (const child of ready) child.kill('SIGKILL')
  })
  return {
    start(whatToDo) {
      const child = ready.shift() ?? startOne()
      child.stdin?.end(whatToDo)
      keepReady()
      return child
    },
  }
}

function useBundle(entryPoint: string): () => string {
  let dir = ''
  const file = () => path.join(dir, 'script.mjs')
  beforeAll(async () => {
    // Inside the project, so that node_modules is found.
    await mkdir('build', { recursive: true })
    dir = await mkdtemp(path.resolve('build/script-'))
    await bundleScript(entryPoint, file())
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))
  return file
}

/** Bundles a script into one file as the build does, with the libraries that it bundles: a process that is killed at once starts faster. */
export async function bundleScript(entryPoint: string, outfile: string): Promise<void> {
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: object }
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
    // Libraries in the older module format ask for Node's own modules this way.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'warning',
  })
}
