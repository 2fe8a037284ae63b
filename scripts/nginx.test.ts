import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, hasNginx, readSite, startSite } from './nginx-site.ts'

const CONF = readSite('nginx.conf')

describe.skipIf(!hasNginx)('nginx, as docker/nginx.conf sets it up', () => {
  let game: Server
  let stopNginx: () => Promise<void>
  let url: string
  /** The game's response to a request. */
  let answer: (request: IncomingMessage, response: ServerResponse) => void

  beforeAll(async () => {
    answer = (_, response) => response.end()
    game = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
    await once(game, 'listening')
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const site = CONF.replace('listen 80;', `listen 127.0.0.1:${port};`).replace(
      'http://web:3000',
      `http://127.0.0.1:${(game.address() as AddressInfo).port}`,
    )
    stopNginx = await startSite(site, () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    )
  })
  afterAll(async () => {
    await stopNginx()
    game.closeAllConnections()
    game.close()
  })

  it('sends what a leaving process has not begun to another one, whole, and nothing else twice', async () => {
    const heard: string[] = []
    answer = (request, response) => {
      void text(request).then((body) => {
        heard.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`)
        if (heard.length === 1) response.writeHead(503, { 'x-accel-redirect': '@again' }).end('leaving')
        else response.writeHead(200).end('done')
      })
    }
    const sent = await fetch(`${url}/api/v1/orders?at=7`, { method: 'POST', body: 'ten units' })
    expect([sent.status, await sent.text()]).toEqual([200, 'done'])
    expect(heard).toEqual(Array(2).fill('POST /api/v1/orders?at=7 ten units'))

    heard.splice(0)
    answer = (request, response) => {
      heard.push(request.method ?? '')
      response.writeHead(503).end('the database is away')
    }
    expect((await fetch(url, { method: 'POST', body: 'ten units' })).status).toBe(503)
    expect(heard).toEqual(['POST'])
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
