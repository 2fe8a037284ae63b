import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { keepRoutes, ROUTER_FILE } from './route-matching.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const STAMP = path.join(root, 'build/.stamp')
const SOURCES = [
  ...[
    'app',
    'server',
    'jobs',
    'db',
    'docs/runbooks',
    'public',
    'scripts/build.mjs',
    'scripts/icon-sprite.ts',
    'scripts/route-matching.mjs',
  ],
  ...['package.json', 'package-lock.json', 'vite.config.ts', 'remix.config.js'],
]

/** Hash of everything the build depends on: names, sizes and modification times of source files. */
function sourceStamp() {
  const hash = createHash('sha256')
  const visit = (file) => {
    const info = statSync(file)
    if (info.isDirectory()) {
      for (const name of readdirSync(file).sort()) visit(path.join(file, name))
    } else if (!/\.test\.tsx?$/.test(file)) {
      hash.update(`${path.relative(root, file)}\0${info.size}\0${info.mtimeMs}\n`)
    }
  }
  for (const source of SOURCES) if (existsSync(path.join(root, source))) visit(path.join(root, source))
  return hash.digest('hex')
}

export const isBuilt = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceStamp()

/**
 * Builds the pages with Remix and, in parallel, server, worker and command line with esbuild. `server` resolves long
 * before `all`.
 */
export function startBuild() {
  const stamp = sourceStamp()
  rmSync(STAMP, { force: true })
  const remix = path.join(root, 'node_modules/@remix-run/dev/dist/cli.js')
  const child = spawn(process.execPath, [remix, 'vite:build', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const pages = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('The pages could not be built.')),
    )
  }).then(compressAssets)
  const server = buildServer()
  const all = Promise.all([server, pages]).then(() => writeFileSync(STAMP, stamp))
  // Killed at once: a lingering build would write into the files of the next one.
  return { server, all, stop: () => child.kill('SIGKILL') }
}

/** Libraries that run as they are installed; everything else is part of the build, and of no production image. */
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const COMPRESSIBLE = /\.(js|css|svg|json|txt|webmanifest)$/
/** Below this, the header costs more than the compression saves, bytes. */
const WORTH_COMPRESSING = 1024

/** Once at build, as small as they get: the server then only picks the file that a browser can read. */
async function compressAssets() {
  const client = path.join(root, 'build/remix/client')
  const names = (await readdir(client, { recursive: true })).filter((name) => COMPRESSIBLE.test(name))
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(client, name)
      const bytes = await readFile(file)
      if (bytes.length < WORTH_COMPRESSING) return
      await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes))
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }))
    }),
  )
}

const serverRoutes = {
  name: 'server-routes',
  setup: (bundler) =>
    bundler.onLoad({ filter: ROUTER_FILE }, async (file) => ({
      contents: keepRoutes(file.path, await readFile(file.path, 'utf8')),
    })),
}

const buildServer = () =>
  build({
    absWorkingDir: root,
    entryPoints: {
      main: 'server/main.ts',
      'paypal-simulator': 'server/paypal/simulator/main.ts',
      'paypal-setup': 'server/cli/paypal-setup.ts',
      galaxy: 'server/cli/galaxy.ts',
      admin: 'server/cli/admin.ts',
      sectorwars: 'server/cli/sectorwars/main.ts',
    },
    outdir: 'build/server',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
    // Libraries in the older module format ask for Node's own modules this way.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [serverRoutes],
    sourcemap: true,
    logLevel: 'warning',
  })

export const buildAll = () => startBuild().all

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll()
