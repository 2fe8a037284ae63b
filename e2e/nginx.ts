import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const PROGRAM = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).error === undefined)
/** Whether an nginx is installed (`.ci/run` installs it). */
export const hasNginx = PROGRAM !== undefined
const PATIENCE_MS = 20_000

/** Starts nginx with the game's own site (docker/nginx.conf) and these processes in the place of the service `web`. */
export async function startNginx(options: {
  /** A new folder for its files. */
  folder: string
  port: number
  /** Ports of the processes. */
  webs: readonly number[]
}): Promise<{ url: string; stop(): Promise<void> }> {
  const { folder, port, webs } = options
  mkdirSync(folder)
  const site = readFileSync('docker/nginx.conf', 'utf8')
    .replace('include /etc/nginx/game.conf;', () => readFileSync('docker/game.conf', 'utf8'))
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('http://web:3000', 'http://web')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  )
  const upstream = `upstream web { ${webs.map((web) => `server 127.0.0.1:${web};`).join(' ')} }`
  const config = path.join(folder, 'nginx.conf')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(
    config,
    `${user} daemon off; pid ${folder}/pid; error_log stderr crit; events {} http { access_log off; ${temporary.join(' ')} ${upstream} ${site} }`,
  )
  const nginx = spawn(PROGRAM ?? 'nginx', ['-e', 'stderr', '-c', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  const deadline = performance.now() + PATIENCE_MS
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isUp())) {
    if (nginx.exitCode !== null || performance.now() > deadline) throw new Error('nginx does not answer')
    await delay(50)
  }
  return {
    url,
    stop: async () => {
      nginx.kill('SIGTERM')
      await once(nginx, 'exit')
    },
  }
}
