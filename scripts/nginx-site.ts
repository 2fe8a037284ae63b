import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PROGRAM = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).error === undefined)
export const hasNginx = PROGRAM !== undefined
const PATIENCE_MS = 20_000

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../docker', file), 'utf8')

/** A site of docker/ as nginx reads it, with what it includes. */
export const readSite = (file: 'nginx.conf' | 'nginx-tls.conf'): string =>
  read(file).replace('include /etc/nginx/game.conf;', () => read('game.conf'))

/** Finds a free port for nginx. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Runs nginx with this site until it is stopped. @param isUp whether it answers */
export async function startSite(site: string, isUp: () => Promise<boolean>): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sectorwars-nginx-'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const file = path.join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `${user}\ndaemon off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${site}\n}\n`,
  )
  const nginx = spawn(PROGRAM ?? '', ['-e', 'stderr', '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  nginx.stderr.on('data', (chunk) => (said += String(chunk)))
  const until = Date.now() + PATIENCE_MS
  while (!(await isUp())) {
    if (nginx.exitCode !== null || Date.now() > until) throw new Error(`nginx does not answer: ${said}`)
  }
  return async () => {
    if (nginx.exitCode === null) {
      nginx.kill('SIGTERM')
      await once(nginx, 'exit')
    }
    rmSync(folder, { recursive: true })
  }
}
