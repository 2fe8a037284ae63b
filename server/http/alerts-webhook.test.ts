import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { alerts } from '#db/schema/platform/alerts.ts'
import { ALERTS_TOKEN, delivery, postedAlert } from '../testing/alert-steps.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createAlertsWebhook } from './alerts-webhook.ts'

const platform = useTestPlatform()
const DOOR = '/webhooks/alerts'
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const post = (body: unknown, headers: Record<string, string> = bearer(ALERTS_TOKEN)) =>
  createHttpClient(platform, { ALERTS_TOKEN }).json('POST', DOOR, body, headers)

beforeEach(() => platform.db.delete(alerts))

describe('POST /webhooks/alerts', () => {
  it('keeps what Alertmanager posts, once', async () => {
    for (let again = 0; again < 2; again++)
      expect(await post(delivery(postedAlert()))).toMatchObject({
        status: 200,
        body: { outcome: 'received' },
      })
    expect(await platform.db.$count(alerts)).toBe(1)
  })

  it('is closed to who does not know the token, and not there without one in the settings', async () => {
    for (const headers of [{}, bearer('wrong'), bearer(''), { authorization: ALERTS_TOKEN }])
      expect(await post(delivery(postedAlert()), headers)).toMatchObject({ status: 401 })
    const closed = createHttpClient(platform)
    for (const token of [ALERTS_TOKEN, 'undefined'])
      expect((await closed.request(DOOR, { method: 'POST', headers: bearer(token) })).status).toBe(404)
    expect(await platform.db.$count(alerts)).toBe(0)
  })

  it('refuses what is no delivery, and says where', async () => {
    expect(await post({ version: '3', alerts: [] })).toMatchObject({ status: 400 })
    const broken = delivery({ ...postedAlert(), fingerprint: 'none' })
    expect(await post(broken)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('alerts.0.fingerprint') as string },
    })
    const client = createHttpClient(platform, { ALERTS_TOKEN })
    const text = { method: 'POST', headers: bearer(ALERTS_TOKEN), body: 'not json' }
    expect((await client.request(DOOR, text)).status).toBe(400)
    const large = { ...postedAlert(), annotations: { summary: 'x'.repeat(300_000) } }
    expect(await post(delivery(large))).toMatchObject({ status: 413 })
  })
})

const PROGRAM = ['prometheus-alertmanager', 'alertmanager'].find(
  (name) => spawnSync(name, ['--version']).error === undefined,
)

/** Alertmanager with docker/monitoring/alertmanager.yml, at this address of the game and without waiting for more of a group. */
function startAlertmanager(program: string, gameUrl: string, port: number): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alertmanager-'))
  const example = readFileSync('docker/monitoring/alertmanager.yml', 'utf8')
  const config = path.join(folder, 'alertmanager.yml')
  writeFileSync(path.join(folder, 'alerts-token'), ALERTS_TOKEN)
  writeFileSync(
    config,
    example
      .replace('http://web:3000', gameUrl)
      .replace('/tmp/alerts-token', path.join(folder, 'alerts-token'))
      .replace('group_wait: 30s', 'group_wait: 0s')
      .replace('group_interval: 5m', 'group_interval: 1s'),
  )
  const child = spawn(
    program,
    [
      ...[`--config.file=${config}`, `--storage.path=${folder}`, '--cluster.listen-address='],
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  )
  onTestFinished(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await gone
    rmSync(folder, { recursive: true, force: true })
  })
}

describe.runIf(PROGRAM !== undefined)('Alertmanager itself', () => {
  it('delivers what Prometheus tells it, and that it is over', { timeout: 180_000 }, async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const system = () => platform.ctx({ kind: 'system', job: 'alerts-webhook' })
    const door = createAlertsWebhook(system, ALERTS_TOKEN)
    const gamePort = await new Promise<number>((resolve) => {
      const server = serve({ fetch: door.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port))
      onTestFinished(() => void server.close())
    })
    const port = await freePort()
    startAlertmanager(PROGRAM ?? '', `http://127.0.0.1:${gamePort}`, port)
    const startsAt = new Date(Date.now() - 60_000).toISOString()
    const tell = (endsAt: string) =>
      fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify([
          {
            labels: { alertname: 'OutboxLate', severity: 'critical' },
            annotations: { summary: 'Committed jobs have not reached the queue for 6m 40s.' },
            ...{ startsAt, endsAt },
          },
        ]),
      }).then(
        ({ status }) => status,
        () => 0,
      )
    await expect
      .poll(() => tell(new Date(Date.now() + 600_000).toISOString()), { timeout: 60_000, interval: 500 })
      .toBe(200)
    const api = platform.api(admin).alerts
    await expect
      .poll(() => api.firing(), { timeout: 60_000, interval: 500 })
      .toMatchObject([{ name: 'OutboxLate', severity: 'critical', startedAt: startsAt }])
    expect(await tell(new Date().toISOString())).toBe(200)
    await expect
      .poll(async () => (await api.past({})).items, { timeout: 60_000, interval: 500 })
      .toMatchObject([{ name: 'OutboxLate', state: 'resolved' }])
  })
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = serve({ fetch: () => new Response(), port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      server.close(() => resolve(port)),
    )
  })
