import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PROGRAM = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).error === undefined)
const CONF = readFileSync(path.resolve(import.meta.dirname, '../docker/nginx.conf'), 'utf8')

/** Finds a free port for nginx. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe.skipIf(PROGRAM === undefined)('nginx, as docker/nginx.conf sets it up', () => {
  let folder: string
  let game: Server
  let nginx: ChildProcess
  let url: string
  /** The game's response to a request. */
  let answer: (request: IncomingMessage, response: ServerResponse) => void

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sectorwars-nginx-'))
    game = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
    await once(game, 'listening')
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const site = CONF.replace('listen 80;', `listen 127.0.0.1:${port};`).replace(
      'http://web:3000',
      `http://127.0.0.1:${(game.address() as AddressInfo).port}`,
    )
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
      .join('\n')
    const user = process.getuid?.() === 0 ? 'user root;' : ''
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      `${user}\ndaemon off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${site}\n}\n`,
    )
    nginx = spawn(PROGRAM ?? '', ['-e', 'stderr', '-c', path.join(folder, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    nginx.stderr?.on('data', (chunk) => (said += String(chunk)))
    answer = (_, response) => response.end()
    const until = Date.now() + 20_000
    while (
      !(await fetch(url).then(
        () => true,
        () => false,
      ))
    ) {
      if (nginx.exitCode !== null || Date.now() > until) throw new Error(`nginx does not answer: ${said}`)
    }
  })
  afterAll(async () => {
    if (nginx.exitCode === null) {
      nginx.kill('SIGTERM')
      await once(nginx, 'exit')
    }
    game.closeAllConnections()
    game.close()
    rmSync(folder, { recursive: true })
  })

  it('passes on the host with its port and the client’s real address', async () => {
    let heard: IncomingMessage['headers'] = {}
    answer = (request, response) => {
      heard = request.headers
      response.end()
    }
    await fetch(url, { headers: { 'X-Forwarded-For': '203.0.113.9' } })
    expect(heard.host).toBe(new URL(url).host)
    expect(heard['x-forwarded-for']).toBe('127.0.0.1')
  })

  it('passes on each live event at once', async () => {
    let stream: ServerResponse | undefined
    answer = (_, response) => {
      stream = response
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n')
    }
    const response = await fetch(`${url}/events?regions=a`)
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: first\n\n')
    // Nothing must be buffered for slow readers either, which fast ones cannot show.
    expect(CONF).toMatch(/location = \/events \{[^}]*proxy_buffering off;/)
    stream?.end('data: second\n\n')
    const second = await reader?.read()
    expect(Buffer.from(second?.value ?? []).toString()).toBe('data: second\n\n')
  })

  it('leaves compression to the game and passes on its headers', async () => {
    let asked: string | undefined
    answer = (request, response) => {
      asked = request.headers['accept-encoding']
      response.writeHead(200, { 'content-encoding': 'gzip', vary: 'Accept-Encoding', etag: '"7"' })
      response.end(gzipSync('text of the game'))
    }
    const response = await fetch(url, { headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(asked).toBe('gzip, br')
    expect(await response.text()).toBe('text of the game')
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(response.headers.get('etag')).toBe('"7"')
    expect(CONF).toMatch(/gzip off;/)
  })

  it('lets the game refuse a body that is slightly too long', async () => {
    answer = (request, response) => {
      request.resume()
      request.on('end', () => response.writeHead(413).end('said by the game'))
    }
    const send = async (bytes: number) =>
      (await fetch(url, { method: 'POST', body: 'x'.repeat(bytes) })).text()
    expect(await send(300 * 1024)).toBe('said by the game')
    expect(await send(2 * 1024 * 1024)).not.toBe('said by the game')
  })
})
