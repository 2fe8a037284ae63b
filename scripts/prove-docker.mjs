// npm run prove:docker: the containers of docker/ on a real Engine, brought up by scripts/setup.sh from a clone of what is committed.
// Where no Engine answers it installs Debian's and starts one by hand (as root), which it stops at the end. It needs no image
// registry: the base comes from debootstrap with this machine's Node, databases and monitoring from Debian's packages in images that start as the
// official ones do. So PostgreSQL 15, Redis 7.0 and nginx 1.22 are what is proven, and Grafana is not. About fifteen minutes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEngine } from './prove-docker/engine.mjs'
import { buildImages } from './prove-docker/images.mjs'
import { createStack } from './prove-docker/stack.mjs'
import { proveDatabases } from './prove-docker/databases.mjs'
import { proveSetup } from './prove-docker/setup.mjs'
import { proveIsolation } from './prove-docker/isolation.mjs'
import { proveMonitoring } from './prove-docker/monitoring.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(path.join(os.tmpdir(), 'sectorwars-engine-'))
const started = Date.now()
const stopping = []
const ended = (signal) => {
  process.exitCode = 1
  throw new Error(`Ended by ${signal}.`)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ended(signal))

try {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const clone = path.join(folder, 'clone')
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
  console.log(`Commit ${commit}`)

  const engine = await openEngine(folder)
  stopping.push(() => engine.stop())
  console.log(`Engine ${engine.version}, ${engine.own ? 'started for this' : 'already there'}`)
  const images = buildImages({ folder, env: engine.env })
  stopping.push(() => images.remove())

  const stack = createStack({ clone, env: { ...engine.env, ...images.env } })
  stopping.push(() => stack.down())
  const admin = await proveSetup(stack)
  await proveIsolation(stack)
  await proveMonitoring(stack, admin)
  await proveDatabases(stack)
  console.log(stack.memory())
  console.log(`Proven at ${commit} in ${Math.round((Date.now() - started) / 1000)} s.`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  for (const stop of stopping.reverse()) {
    try {
      await stop()
    } catch (error) {
      console.error('While stopping:', error)
      process.exitCode = 1
    }
  }
  rmSync(folder, { recursive: true, force: true })
}
