import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, hasNginx, readSite, startSite } from './nginx-site.ts'

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!hasNginx || !hasOpenSsl)('nginx, as docker/nginx-tls.conf sets it up', () => {
  let folder = ''
  let game: Server
  let stopNginx: () => Promise<void>
  let ports = { http: 0, https: 0 }

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sectorwars-tls-'))
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...[
          '-subj',
          '/CN=game.example',
          '-keyout',
          `${folder}/privkey.pem`,
          '-out',
          `${folder}/fullchain.pem`,
        ],
      ],
      { stdio: 'ignore' },
    )
    game = createServer((_, response) => response.end('the game')).listen(0, '127.0.0.1')
    await once(game, 'listening')
    ports = { http: await freePort(), https: await freePort() }
    const site = readSite('nginx-tls.conf')
      .replace('listen 80;', `listen 127.0.0.1:${ports.http};`)
      .replace('listen 443 ', `listen 127.0.0.1:${ports.https} `)
      .replaceAll('/etc/nginx/certificates', folder)
      .replace('http://web:3000', `http://127.0.0.1:${(game.address() as AddressInfo).port}`)
    stopNginx = await startSite(site, () =>
      ask().then(
        () => true,
        () => false,
      ),
    )
  })
  afterAll(async () => {
    await stopNginx()
    game.closeAllConnections()
    game.close()
    rmSync(folder, { recursive: true })
  })

  /** Asks over TLS, by a browser that speaks at most this version. */
  async function ask(maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3', ciphers?: string) {
    const asked = request({
      ...{ host: '127.0.0.1', port: ports.https, agent: false, maxVersion, ciphers },
      // Nobody vouches for the certificate that was made above.
      rejectUnauthorized: false,
    })
    asked.end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    const socket = answer.socket as TLSSocket
    return { status: answer.statusCode, version: socket.getProtocol(), cipher: socket.getCipher().name }
  }

  it('speaks TLS 1.3 and nothing older', async () => {
    expect(await ask()).toMatchObject({ status: 200, version: 'TLSv1.3' })
    await expect(ask('TLSv1.2')).rejects.toThrow(/protocol version|alert/i)
  })

  it.each(['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'])(
    'encrypts by %s for who knows no other, and by no weaker one',
    async (cipher) => {
      expect(await ask('TLSv1.3', cipher)).toMatchObject({ status: 200, cipher })
      await expect(ask('TLSv1.3', 'TLS_AES_128_CCM_8_SHA256')).rejects.toThrow(/handshake|alert/i)
    },
  )

  const inClear = (path: string) => fetch(`http://127.0.0.1:${ports.http}${path}`, { redirect: 'manual' })

  it('leads from http to https, with path and method', async () => {
    const answer = await inClear('/regions?page=2')
    expect([answer.status, answer.headers.get('location')]).toEqual([308, 'https://127.0.0.1/regions?page=2'])
  })

  it.each(['/api/v1/regions', '/trpc/identity.me', '/webhooks/paypal'])(
    'leads no program on that asks in clear for %s',
    async (path) => {
      const answer = await inClear(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
    },
  )
})
