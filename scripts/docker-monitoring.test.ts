import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { DASHBOARD_FOLDER } from './dashboards/dashboard-files.ts'

const DOCKER = path.resolve(import.meta.dirname, '../docker')
const read = (file: string) => readFileSync(path.join(DOCKER, file), 'utf8')
const text = z.coerce.string()
const service = z.object({
  image: z.string(),
  environment: z.record(z.string(), text).default({}),
  entrypoint: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.unknown(),
  user: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
  healthcheck: z.unknown(),
})
const compose = z
  .object({ services: z.record(z.string(), z.unknown()) })
  .parse(parse(read('compose.yaml'), { merge: true }))
const of = (name: string) => service.parse(compose.services[name])

/** Runs what a container starts with, as its shell would. @param programs what is found instead of the real ones */
function start(name: string, env: Record<string, string>, tail = '') {
  const [shell, , script = ''] = of(name).entrypoint
  expect(shell).toBe('sh')
  const inContainer = script.replaceAll('$$', '$').replace(/exec .*$/, tail)
  return spawnSync('sh', ['-c', inContainer], {
    encoding: 'utf8',
    env: { NODE_ENV: 'test', PATH: process.env['PATH'] ?? '', ...env },
  })
}

describe('Grafana', () => {
  it('has no password that somebody else knows, and does not start without one', () => {
    const { environment } = of('grafana')
    expect(environment.GF_SECURITY_ADMIN_PASSWORD).toBe('${GRAFANA_PASSWORD:-}')
    expect(read('.env.example')).toMatch(/^GRAFANA_PASSWORD=$/m)
    for (const password of ['', 'admin', 'fifteen-letters'])
      expect(start('grafana', { GF_SECURITY_ADMIN_PASSWORD: password }, 'echo started')).toMatchObject({
        status: 1,
        stdout: expect.not.stringContaining('started') as string,
      })
    expect(start('grafana', { GF_SECURITY_ADMIN_PASSWORD: 'x'.repeat(16) }, 'echo started')).toMatchObject({
      status: 0,
      stdout: 'started\n',
    })
    expect(environment.GF_USERS_ALLOW_SIGN_UP).toBe('false')
    expect(Object.keys(environment).filter((name) => name.includes('ANONYMOUS'))).toEqual([])
  })

  it('asks the Prometheus beside it, and shows the dashboards that the project writes', () => {
    const source = z
      .object({
        apiVersion: z.literal(1),
        datasources: z.tuple([
          z.strictObject({
            ...{
              name: z.string(),
              uid: z.string(),
              type: z.literal('prometheus'),
              access: z.literal('proxy'),
            },
            ...{ url: z.url(), isDefault: z.literal(true), editable: z.literal(false) },
            jsonData: z.strictObject({ timeInterval: z.string(), httpMethod: z.literal('POST') }),
          }),
        ]),
      })
      .parse(parse(read('monitoring/provisioning/datasources/prometheus.yml')))
    const { hostname, port } = new URL(source.datasources[0].url)
    expect(of(hostname).networks).toEqual(of('grafana').networks)
    expect(of(hostname).ports).toEqual([`127.0.0.1:${port}:${port}`])
    const scraped = /scrape_interval: (\S+)/.exec(read('monitoring/prometheus.yml'))?.[1]
    expect(source.datasources[0].jsonData.timeInterval).toBe(scraped)

    const { providers } = z
      .object({
        apiVersion: z.literal(1),
        providers: z.tuple([
          z.strictObject({
            ...{ name: z.string(), type: z.literal('file'), folder: z.string() },
            ...{ disableDeletion: z.literal(true), allowUiUpdates: z.literal(false) },
            options: z.strictObject({ path: z.string() }),
          }),
        ]),
      })
      .parse(parse(read('monitoring/provisioning/dashboards/sectorwars.yml')))
    const mounts = of('grafana').volumes.map((volume) => volume.split(':'))
    expect(mounts).toContainEqual(['./monitoring/provisioning', '/etc/grafana/provisioning', 'ro'])
    const [from = ''] = mounts.find(([, to]) => to === providers[0].options.path) ?? []
    expect(path.join('docker', from)).toBe(DASHBOARD_FOLDER)
    expect(readdirSync(path.join(DOCKER, from)).every((name) => name.endsWith('.json'))).toBe(true)
  })
})

describe('Prometheus and Alertmanager', () => {
  it.each([
    ['prometheus', 'METRICS_TOKEN', 'monitoring/prometheus.yml'],
    ['alertmanager', 'ALERTS_TOKEN', 'monitoring/alertmanager.yml'],
  ])('%s reads its token from a file that only its own user can read', (name, token, config) => {
    const file = /credentials_file: (\S+)/.exec(read(config))?.[1] ?? ''
    expect(of(name).environment).toEqual({ [token]: `\${${token}:-}` })
    const entrypoint = of(name).entrypoint[2] ?? ''
    expect(entrypoint).toContain(`umask 077; printf %s "$$${token}" > ${file} && exec ${name} "$$@"`)
    // What the container is given as arguments comes after its name.
    expect(of(name).entrypoint[3]).toBe(name)
  })
})

describe('compose.logs.yaml', () => {
  const { services } = z
    .object({ services: z.record(z.string(), z.looseObject({ logging: z.unknown() })) })
    .parse(parse(read('compose.logs.yaml'), { merge: true }))
  const collector = service.parse(services.logs)

  it('sends the lines of every service to the collector, which no container needs to start', () => {
    const { logs: _, ...others } = services
    expect(Object.keys(others)).toEqual(Object.keys(compose.services))
    for (const { logging } of Object.values(others))
      expect(logging).toEqual({
        driver: 'syslog',
        options: {
          'syslog-address': 'udp://127.0.0.1:${LOG_PORT:-5140}',
          'syslog-format': 'rfc5424micro',
          tag: '{{.Name}}',
        },
      })
    expect(collector.ports).toEqual(['127.0.0.1:${LOG_PORT:-5140}:5140/udp'])
    expect(read('monitoring/syslog-ng.conf')).toContain('port(5140)')
  })

  it('gives the collector no right, and nothing to read but its configuration', () => {
    expect(collector).toMatchObject({
      ...{ read_only: true, cap_drop: ['ALL'], cap_add: [], security_opt: ['no-new-privileges:true'] },
      ...{ networks: ['monitoring'], mem_limit: '256m', pids_limit: 64 },
      volumes: ['./monitoring/syslog-ng.conf:/etc/sectorwars/syslog-ng.conf:ro', 'logs:/logs'],
    })
    expect(collector.healthcheck).toBeDefined()
    expect(existsSync(path.join(DOCKER, 'monitoring/syslog-ng.conf'))).toBe(true)
  })

  it('deletes what is older than LOG_DAYS', () => {
    expect(collector.environment).toEqual({ LOG_DAYS: '${LOG_DAYS:-14}' })
    expect(collector.entrypoint[2]).toMatch(
      /^while find \/logs -type f -mtime \+"\$\$\(\(LOG_DAYS - 1\)\)" -delete; do/,
    )
  })
})
