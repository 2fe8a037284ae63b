import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const LINK = 'http://localhost/admin-invite/once'

// Answers as Docker does; what it was asked is in a file. `FAKE_…` says what kind of machine it is.
const DOCKER = `#!/bin/bash
echo "$*" >> "$FAKE_LOG"
case "$*" in
  info*)
    [ -z "$FAKE_ENGINE_ERROR" ] || { echo "$FAKE_ENGINE_ERROR" >&2; exit 1; }
    echo "\${FAKE_VERSION:-24.0.7}|\${FAKE_CORES:-4}|\${FAKE_MEMORY:-8589934592}|/|\${FAKE_ENGINE_TIME:-$(date -u +%FT%T.123456789Z)}" ;;
  'compose version') [ -z "$FAKE_NO_COMPOSE" ] ;;
  'volume ls'*) [ -z "$FAKE_VOLUME" ] || echo sectorwars_postgres-data ;;
  'ps --filter'*) echo "$FAKE_PORTS" ;;
  'compose up'*) [ -z "$FAKE_UP_ERROR" ] || { echo "$FAKE_UP_ERROR"; exit 1; } ;;
  'compose ps -q') echo web; echo worker ;;
  'inspect'*web) echo "/sectorwars-web-1 running \${FAKE_HEALTH:-healthy}" ;;
  'inspect'*) echo '/sectorwars-worker-1 running healthy' ;;
  'logs'*) echo 'the last line of its log' ;;
  'compose exec'*)
    [ -z "$FAKE_HAS_ADMIN" ] || { echo 'There is an administrator already.' >&2; exit 1; }
    echo 'Makes the first administrator, once, within seven days:'; echo ${LINK} ;;
esac
`

/** All that the script may need of a machine, besides Docker. */
const TOOLS = [
  ...['bash', 'cat', 'chmod', 'date', 'df', 'dirname', 'mktemp', 'mv'],
  ...['od', 'rm', 'sleep', 'stat', 'tail', 'tr', 'env'],
]

/** A clone of what the script needs, on a machine with this Docker, whose port 80 is that of a site that answers. */
async function makeMachine() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['docker', 'scripts', 'bin']) mkdirSync(path.join(folder, name))
  cpSync(path.join(ROOT, 'scripts/setup.sh'), path.join(folder, 'scripts/setup.sh'))
  cpSync(path.join(ROOT, 'docker/.env.example'), path.join(folder, 'docker/.env.example'))
  const fake = path.join(folder, 'bin/docker')
  writeFileSync(fake, DOCKER)
  chmodSync(fake, 0o755)
  for (const tool of TOOLS) {
    const found = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim()
    symlinkSync(found, path.join(folder, 'bin', tool))
  }
  const log = path.join(folder, 'asked')
  const file = path.join(folder, 'docker/.env')
  const site = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await once(site, 'listening')
  onTestFinished(() => void site.close())
  const { port } = site.address() as AddressInfo
  return {
    port: String(port),
    file,
    read: () => readFileSync(file, 'utf8'),
    valueOf: (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(file, 'utf8'))?.[1],
    asked: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    run: async (args: string[], machine: Record<string, string> = {}) => {
      const child = spawn(path.join(folder, 'scripts/setup.sh'), args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          NODE_ENV: 'test',
          PATH: path.join(folder, 'bin'),
          FAKE_LOG: log,
          FAKE_PORTS: `0.0.0.0:${port}->80/tcp, 127.0.0.1:3100->3100/tcp, 127.0.0.1:9090->9090/tcp, 127.0.0.1:3002->3000/tcp`,
          SETUP_WAIT_SECONDS: '0',
          ...machine,
        },
      })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)))
      child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)))
      const [code] = (await once(child, 'close')) as [number]
      return { code, said }
    },
  }
}

describe('setup.sh', () => {
  it('makes secrets that only their owner can read and nobody sees, starts, and tells address and link', async () => {
    const { run, read, file, port, asked, valueOf } = await makeMachine()
    const { code, said } = await run(['--port', port, '--grafana'])
    expect(said).toContain(`The game is at http://localhost:${port}\n`)
    expect(said).toContain(LINK)
    expect(code).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const secrets = [...read().matchAll(/^([A-Z_]*(?:SECRET|PASSWORD|TOKEN))=(.+)$/gm)]
    expect(secrets.map(([, name]) => name).sort()).toEqual([
      ...['ALERTS_TOKEN', 'APP_SECRET', 'BACKUP_SECRET', 'GRAFANA_PASSWORD'],
      ...['METRICS_TOKEN', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD'],
    ])
    expect(new Set(secrets.map(([, , secret]) => secret)).size).toBe(7)
    for (const [, , secret = ''] of secrets) {
      expect(secret).toMatch(/^[0-9a-f]{64}$/)
      expect(`${said}${asked()}`).not.toContain(secret)
    }
    expect(valueOf('COMPOSE_PROFILES')).toBe('simulator,monitoring,grafana')
    expect(valueOf('HTTP_PORT')).toBe(port)
    expect(asked()).toContain('compose up --build -d')
  })

  it('may be repeated and changes nothing that is there', async () => {
    const { run, read, port } = await makeMachine()
    await run(['--port', port])
    const before = read()
    const again = await run([], { FAKE_VOLUME: '1', FAKE_HAS_ADMIN: '1' })
    expect(again).toMatchObject({ code: 0 })
    expect(again.said).toContain('It has an administrator already.')
    expect(read()).toBe(before)
  })

  it('only checks when asked to, and then starts and writes nothing', async () => {
    const { run, file, port, asked } = await makeMachine()
    const { code, said } = await run(['--check', '--port', port])
    expect([code, said]).toEqual([0, expect.stringContaining('Nothing was changed')])
    expect(existsSync(file)).toBe(false)
    expect(asked()).not.toMatch(/compose (up|run|exec)/)
  })

  it.each([
    ['no Engine', { FAKE_ENGINE_ERROR: 'Cannot connect to the Docker daemon' }, 'Start it'],
    ['no right to use it', { FAKE_ENGINE_ERROR: 'permission denied while trying' }, 'with sudo'],
    ['an old Engine', { FAKE_VERSION: '19.03.1' }, 'Install 20.10 or newer'],
    ['no Compose', { FAKE_NO_COMPOSE: '1' }, 'docker-compose-plugin'],
    ['too little memory', { FAKE_MEMORY: '536870912' }, 'Use a machine with 900 MB'],
    ['another clock than the Engine’s', { FAKE_ENGINE_TIME: '2020-01-01T00:00:00Z' }, 'Set both'],
    ['a port that is taken', { FAKE_PORTS: '' }, 'choose another: --port'],
  ])('says of %s what to do, and changes nothing', async (_, machine, advice) => {
    const { run, file, port } = await makeMachine()
    const { code, said } = await run(['--port', port], machine)
    expect([code, said]).toEqual([1, expect.stringContaining(advice)])
    expect(said).toContain('Nothing was changed')
    expect(existsSync(file)).toBe(false)
  })

  it('does not make new secrets for a database that is there', async () => {
    const { run, file, port } = await makeMachine()
    const { code, said } = await run(['--port', port], { FAKE_VOLUME: '1' })
    expect([code, said]).toEqual([1, expect.stringContaining('Bring that file back')])
    expect(existsSync(file)).toBe(false)
    writeFileSync(file, `APP_SECRET=\nPOSTGRES_PASSWORD=kept\nHTTP_PORT=${port}\n`)
    const empty = await run([], { FAKE_VOLUME: '1' })
    expect([empty.code, empty.said]).toEqual([
      1,
      expect.stringContaining('APP_SECRET in docker/.env is empty'),
    ])
  })

  it('gives an older installation what it lacks, but no secret that its backups were made without', async () => {
    const { run, file, port, valueOf } = await makeMachine()
    writeFileSync(
      file,
      `PUBLIC_URL=http://localhost\nAPP_SECRET=old\nPOSTGRES_PASSWORD=kept\nBACKUP_SECRET=\nHTTP_PORT=${port}\n`,
    )
    chmodSync(file, 0o644)
    expect(await run([], { FAKE_VOLUME: '1' })).toMatchObject({ code: 0 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect([valueOf('APP_SECRET'), valueOf('POSTGRES_PASSWORD'), valueOf('BACKUP_SECRET')]).toEqual([
      'old',
      'kept',
      '',
    ])
    expect(valueOf('REDIS_PASSWORD')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses an address that contradicts the settings, instead of changing them', async () => {
    const { run, port, read } = await makeMachine()
    await run(['--port', port])
    const before = read()
    const { code, said } = await run(['--url', 'https://game.example.org', '--monitoring'])
    expect([code, said]).toEqual([1, expect.stringContaining('docker/.env has another PUBLIC_URL')])
    expect(said).toContain('Add monitoring to COMPOSE_PROFILES')
    expect(read()).toBe(before)
  })

  it.each([
    ['Bind for 0.0.0.0:80 failed: port is already allocated', 'HTTP_PORT'],
    ['Pool overlaps with other one on this address space', 'EDGE_SUBNET'],
    ['write /x: no space left on device', 'docker system df'],
    ['pull access denied for postgres', 'images of your own registry'],
  ])('says what to do when the start fails by “%s”', async (error, advice) => {
    const { run, port } = await makeMachine()
    const { code, said } = await run(['--port', port], { FAKE_UP_ERROR: error })
    expect([code, said]).toEqual([1, expect.stringContaining(advice)])
    expect(said).toContain(error)
  })

  it('names what does not become ready, with the end of its log', async () => {
    const { run, port } = await makeMachine()
    const { code, said } = await run(['--port', port], { FAKE_HEALTH: 'unhealthy' })
    expect([code, said]).toEqual([1, expect.stringContaining('Not ready: sectorwars-web-1')])
    expect(said).toContain('the last line of its log')
    expect(said).not.toContain('admin-invite')
  })

  it('tells its usage when it is asked for what it does not know', async () => {
    const { run } = await makeMachine()
    for (const args of [['--chekc'], ['--port', 'eighty'], ['--port'], ['--url', 'game.example.org']])
      expect([args, (await run(args)).code]).toEqual([args, 2])
  })

  it.runIf(spawnSync('shellcheck', ['--version']).status === 0)('is written as ShellCheck wants it', () => {
    expect(spawnSync('shellcheck', [path.join(ROOT, 'scripts/setup.sh')], { encoding: 'utf8' }).stdout).toBe(
      '',
    )
  })
})
