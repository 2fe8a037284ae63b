import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export const PORT = 8_090
export const SITE = `http://localhost:${PORT}`
const SIMULATOR = 'http://localhost:3100/simulator/api'

/** The installation of the clone, with the commands that its documents name. */
export function createStack({ clone, env: given }) {
  const env = { ...given, COMPOSE_FILE: 'compose.yaml:compose.logs.yaml' }
  const folder = path.join(clone, 'docker')
  const program =
    spawnSync('docker', ['compose', 'version'], { env }).status === 0
      ? ['docker', 'compose']
      : ['docker-compose']

  const docker = (...args) => execFileSync('docker', args, { env, encoding: 'utf8', maxBuffer: 1 << 26 })
  const compose = (args, options = {}) =>
    execFileSync(program[0], [...program.slice(1), ...args], {
      ...{ cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] },
      ...options,
    })
  const containerOf = (service) => compose(['ps', '-q', service]).trim().split('\n')[0]
  const inspect = (service) => JSON.parse(docker('inspect', containerOf(service)))[0]
  const exec = (service, ...command) =>
    spawnSync('docker', ['exec', containerOf(service), ...command], { env, encoding: 'utf8' })

  return {
    ...{ clone, folder, env, docker, compose, inspect, exec },
    setup: (...args) =>
      spawnSync(path.join(clone, 'scripts/setup.sh'), args, { env, encoding: 'utf8', maxBuffer: 1 << 26 }),
    services: () => compose(['ps', '--services']).trim().split('\n'),
    /** As docs/operating.md has it for containers. */
    admin: (...args) =>
      compose(['run', '--rm', '-T', 'web', 'node', 'build/server/admin.js', ...args]).trim(),
    memory: () =>
      docker(
        'stats',
        '--no-stream',
        '--format',
        '{{.Name}} {{.MemUsage}}',
        ...compose(['ps', '-q']).trim().split('\n'),
      ).trim(),
    down: () => {
      // Services that a changed COMPOSE_PROFILES no longer names go too.
      compose(['down', '--volumes', '--remove-orphans', '--timeout', '20'])
      spawnSync('docker', ['image', 'rm', '--force', 'sectorwars-2102'], { env, stdio: 'ignore' })
    },
  }
}

/** Asks until it answers something, and says what was wrong if it never does. */
export async function eventually(what, seconds, ask) {
  const deadline = Date.now() + seconds * 1_000
  for (;;) {
    try {
      const found = await ask()
      if (found) return found
      if (Date.now() > deadline) throw new Error('not so')
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: ${error.message}`, { cause: error })
    }
    await delay(500)
  }
}

/** A REST client through the gateway; with an account of its own. */
export async function newProgram() {
  const name = `proof-${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${name}@example.com`, callsign: name, password: crypto.randomUUID() }
  const headers = { 'content-type': 'application/json' }
  const send = async (method, address, body) => {
    const answer = await fetch(`${SITE}/api/v1${address}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  await send('POST', '/auth/register', account)
  headers.authorization = `Bearer ${(await send('POST', '/auth/token', account)).accessToken}`
  return { name, send }
}

/** Founds a region that the simulator of PayPal was paid for. @returns its web address */
export async function foundRegion({ name, send }) {
  const regionName = `reach-${name}`
  const { paypalSubscriptionId } = await send('POST', '/subscriptions', {
    ...{ plan: 'regional_owner', regionName, displayName: `Reach of ${name}`, governanceType: 'autocracy' },
  })
  const paid = await fetch(`${SIMULATOR}/subscriptions/${paypalSubscriptionId}/approve`, { method: 'POST' })
  assert.equal(paid.status, 200, await paid.text())
  await eventually(
    `${regionName} opens`,
    120,
    async () => (await send('GET', `/regions/${regionName}`)).status === 'active',
  )
  return regionName
}
