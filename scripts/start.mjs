// The whole game with one command. Uses nothing but Node itself until the dependencies are there.
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
const { buildAll, isBuilt } = await import('./build.mjs')
if (!isBuilt()) {
  console.log('Building …')
  await buildAll()
}

const server = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'build/server/main.js')], {
  cwd: root,
  stdio: 'inherit',
  env: { NODE_ENV: 'production', ...process.env },
})
// Ctrl-C reaches the whole group; here we only wait for the server to end. SIGTERM is handed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => server.kill('SIGTERM'))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
