// Starts the whole game with one command. Needs only Node until the dependencies are installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`SectorWars 2102 needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) {
  console.log('Installing dependencies …')
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' })
  if (install.status !== 0) process.exit(install.status ?? 1)
}
const { startBuild, isBuilt } = await import('./build.mjs')
const build = isBuilt() ? null : startBuild()
let failed = false
if (build) {
  console.log('Building …')
  // Handled below; until then a failure must not end this process.
  build.all.catch(() => {})
  await build.server.catch(() => {
    build.stop()
    process.exit(1)
  })
}

// Database and demo world take as long as the pages: the server starts them and waits for our message.
// Pages leave much short-lived memory: with a larger young generation (MiB) the collector takes an eighth less CPU of a page.
const options = ['--enable-source-maps', '--max-semi-space-size=64']
const server = spawn(process.execPath, [...options, path.join(root, 'build/server/main.js')], {
  cwd: root,
  // IPC tells the server when the pages are built; its end tells that we were killed.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { NODE_ENV: 'production', ...process.env, ...(build ? { PAGES_FOLLOW: '1' } : {}) },
})
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    stopping = true
    server.kill(signal)
  })
server.on('exit', (code, signal) => {
  build?.stop()
  process.exit(failed ? 1 : (code ?? (signal ? 1 : 0)))
})
build?.all.then(
  () => server.connected && server.send('pages-built'),
  (error) => {
    if (stopping) return
    console.error(error.message)
    failed = true
    server.kill('SIGTERM')
  },
)
