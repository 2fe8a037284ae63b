import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ALERTS_PER_DELIVERY } from '#server/domain/alerts/alert-delivery.ts'
import { createTelemetry } from '#server/metrics/telemetry.ts'
import { knownMetrics, RULES } from './known-metrics.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const FOLDER = path.join(ROOT, 'docker/monitoring')
const read = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8')

const alerts = RULES.flatMap(({ alert }) => alert ?? [])

const testFile = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
})
const cases = ['alerts.test.yml', 'usual.test.yml'].flatMap((name) =>
  testFile.parse(parse(read(name))).tests.flatMap((one) => one.alert_rule_test),
)

const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: FOLDER, encoding: 'utf8' })
const amtool = (...args: string[]) => spawnSync('amtool', args, { cwd: FOLDER, encoding: 'utf8' })
const hasAmtool = amtool('--version').status === 0
const hasPromtool = promtool('--version').status === 0

describe('alerts', () => {
  it('ask for figures that processes tell, and for no others', async () => {
    const known = [...(await knownMetrics())]
    for (const { alert, record, expr } of RULES)
      for (const [name] of expr.matchAll(/\bsectorwars[\w:]+/g))
        expect(known, `${alert ?? record} asks for ${name}`).toContain(name)
  })

  it.each(alerts)('%s has a page that says what to do, a severity and tests of both kinds', (alert) => {
    const found = RULES.find((one) => one.alert === alert)
    expect(found?.labels?.severity).toBeDefined()
    expect(found?.annotations?.summary).toMatch(/\.$/)
    const page = readFileSync(path.join(ROOT, 'docs/runbooks', `${alert}.md`), 'utf8')
    expect(page).toMatch(/^# \w+\n[^]+## Look\n[^]+## Do\n/)
    const tests = cases.filter(({ alertname }) => alertname === alert)
    expect(tests.some(({ exp_alerts }) => exp_alerts.length > 0)).toBe(true)
    expect(tests.some(({ exp_alerts }) => exp_alerts.length === 0)).toBe(true)
  })

  it('have no page without an alert', () => {
    const pages = readdirSync(path.join(ROOT, 'docs/runbooks')).map((name) => name.replace(/\.md$/, ''))
    expect(pages.sort()).toEqual([...alerts].sort())
  })

  it.runIf(hasPromtool)('fire when they should, and only then', { timeout: 400_000 }, () => {
    for (const name of ['alerts.test.yml', 'usual.test.yml'])
      expect(promtool('test', 'rules', name)).toMatchObject({ status: 0 })
    expect(promtool('check', 'rules', '--lint-fatal', 'alerts.yml')).toMatchObject({ status: 0 })
    expect(promtool('check', 'config', '--syntax-only', 'prometheus.yml')).toMatchObject({ status: 0 })
  })

  it.runIf(hasAmtool)('are delivered by an Alertmanager whose configuration it takes', () => {
    expect(amtool('check-config', 'alertmanager.yml')).toMatchObject({ status: 0 })
  })

  it('are delivered to the door of the game, no more of them than it takes', () => {
    const config = read('alertmanager.yml')
    expect(readFileSync(path.join(ROOT, 'server/http/alerts-webhook.ts'), 'utf8')).toContain(
      `app.post('${/url: http:\/\/web:3000(\S+)/.exec(config)?.[1]}'`,
    )
    expect(config).toContain(`max_alerts: ${ALERTS_PER_DELIVERY}\n`)
  })

  it.runIf(hasPromtool)('are about figures with names and units as Prometheus has them', async () => {
    const telemetry = createTelemetry({ version: '0', collectsProcess: false })
    const linted = spawnSync('promtool', ['check', 'metrics'], {
      input: await telemetry.registry.metrics(),
      encoding: 'utf8',
    })
    expect(linted.stderr + linted.stdout).toBe('')
  })
})
