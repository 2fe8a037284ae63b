import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readEnv, SETTINGS } from '#server/env.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const compose = read('docker/compose.yaml')
const dockerfile = read('docker/Dockerfile')
const example = read('docker/.env.example')

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const service = z.object({
  image: z.string().optional(),
  build: z.unknown().optional(),
  restart: z.string().optional(),
  logging: z.unknown().optional(),
  profiles: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  environment: z
    .record(
      z.string(),
      scalar.transform((value) => String(value ?? '')),
    )
    .default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
})
const { services, ...others } = z
  .looseObject({ services: z.record(z.string(), service), 'x-log': z.unknown() })
  .parse(parse(compose, { merge: true }))

const environmentOf = (name: string) => services[name]?.environment ?? {}

/** Settings in the example file, with its values. */
const inExample: Record<string, string> = Object.fromEntries(
  [...example.matchAll(/^#?([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
)
const given: Record<string, string> = {
  ...inExample,
  APP_SECRET: 'x'.repeat(32),
  POSTGRES_PASSWORD: 'secret',
}
const filledIn = (values: Record<string, string>, more: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value.replace(
        /\$\{([A-Z0-9_]+)(?::[-?][^}]*)?\}/g,
        (_, variable: string) => ({ ...given, ...more })[variable] ?? '',
      ),
    ]),
  )

const NAMES = [
  ...['nginx', 'web', 'worker', 'region', 'paypal-simulator', 'postgres', 'redis'],
  ...['prometheus', 'alertmanager'],
]

describe('compose.yaml', () => {
  it('sets only what the game reads', () => {
    const simulatorSource = read('server/paypal/simulator/main.ts')
    for (const service of ['web', 'worker']) {
      const names = Object.keys(environmentOf(service))
      expect(names).toContain('DATABASE_URL')
      expect(names.filter((name) => !SETTINGS.includes(name))).toEqual([])
    }
    const names = Object.keys(environmentOf('paypal-simulator'))
    expect(names).not.toEqual([])
    expect(names.filter((name) => !simulatorSource.includes(`    ${name}:`))).toEqual([])
  })

  it.each(['web', 'worker'])('gives %s a valid environment', (service) => {
    const env = readEnv({
      NODE_ENV: 'production',
      DEMO: '0',
      ...filledIn(environmentOf(service)),
    })
    expect(env).toMatchObject({ ROLES: [service], TRUST_PROXY: true, publicUrl: 'http://localhost' })
  })

  it('gives a galaxy a process of its own that knows nothing of the platform', () => {
    const environment = environmentOf('region')
    expect(Object.keys(environment).filter((name) => !SETTINGS.includes(name))).toEqual([])
    const id = '7f3b0c52-5a0e-4b6e-9f0a-0f4f2f2f7c11'
    const galaxy = {
      GALAXY_ID: id,
      GALAXY_DATABASE_URL: `postgres://sw:secret@postgres:5432/sw`,
      GALAXY_TOKEN: `${id}.${'x'.repeat(43)}`,
    }
    const env = readEnv({ NODE_ENV: 'production', DEMO: '0', ...filledIn(environment, galaxy) })
    expect(env).toMatchObject({ ROLES: ['region'], ...galaxy })
    // Without its settings it does not start.
    expect(() => readEnv({ NODE_ENV: 'production', DEMO: '0', ...filledIn(environment) })).toThrow(
      'GALAXY_TOKEN',
    )
    expect(Object.keys(services.region?.depends_on ?? {})).toEqual(['postgres'])
  })

  it('publishes the port of nginx, and otherwise at most to its own machine', () => {
    const published = NAMES.flatMap((name) => (services[name]?.ports ?? []).map((port) => [name, port]))
    expect(published).toEqual([
      ['nginx', '${HTTP_PORT:-80}:80'],
      ['paypal-simulator', '127.0.0.1:3100:3100'],
      ['prometheus', '127.0.0.1:9090:9090'],
    ])
  })

  it('starts what not everybody needs only by its profile', () => {
    const optional = NAMES.filter((name) => services[name]?.profiles.length !== 0)
    expect(optional.map((name) => [name, services[name]?.profiles])).toEqual([
      ['region', ['region']],
      ['paypal-simulator', ['simulator']],
      ['prometheus', ['monitoring']],
      ['alertmanager', ['monitoring']],
    ])
  })

  it('uses exactly the settings that the example describes', () => {
    const used = new Set([...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name))
    const described = Object.keys(inExample).filter((name) => !name.startsWith('COMPOSE_'))
    expect([...used].sort()).toEqual(described.sort())
  })

  it('restarts every service, limits its log and waits for healthy dependencies', () => {
    expect(Object.keys(services)).toEqual(NAMES)
    for (const [name, { restart, logging, depends_on: needed }] of Object.entries(services)) {
      expect([name, restart]).toEqual([name, 'unless-stopped'])
      expect([name, logging]).toEqual([name, others['x-log']])
      for (const { condition } of Object.values(needed)) expect(condition).toBe('service_healthy')
    }
    expect(others['x-log']).toMatchObject({ options: { 'max-size': '10m', 'max-file': '5' } })
    expect(Object.keys(services.web?.depends_on ?? {})).toEqual(['postgres', 'redis'])
  })

  it('works with Compose 1.29', () => {
    expect(Object.keys(others)).not.toContain('name')
    const ofOurs = Object.entries(services).filter(([, { image }]) => image === 'sectorwars-2102')
    expect(ofOurs.map(([name]) => name)).toEqual(['web', 'worker', 'region', 'paypal-simulator'])
    for (const [, { build }] of ofOurs) expect(build).toMatchObject({ dockerfile: 'docker/Dockerfile' })
    expect(inExample.COMPOSE_PROJECT_NAME).toBeTruthy()
  })
})

describe('the Dockerfile', () => {
  it('copies existing files and starts a built program', () => {
    const isThere = (file: string) => /^(node_modules|build)$/.test(file) || existsSync(path.join(ROOT, file))
    const copied = [...dockerfile.matchAll(/^COPY (?:--from=build )?(.+) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .map((source) => source.replace(/^\/app\//, ''))
    expect(copied).toContain('db/migrations')
    expect(copied.filter((source) => !isThere(source))).toEqual([])
    const built = read('scripts/build.mjs')
    const started = [dockerfile, compose, read('docker/README.md'), read('docs/operating.md')]
      .join('\n')
      .matchAll(/build\/server\/([a-z-]+)\.js/g)
    const programs = new Set([...started].map(([, name]) => name))
    expect([...programs].sort()).toEqual(['admin', 'galaxy', 'main', 'paypal-setup', 'paypal-simulator'])
    for (const name of programs) expect(built).toMatch(new RegExp(`'?${name}'?: 'server/`))
  })

  it('checks the health path and port that both kinds of process serve', () => {
    const asked = /127\.0\.0\.1:' \+ \(process\.env\.PORT \?\? (\d+)\) \+ '(\/\w+)'/.exec(dockerfile)
    const [, port, health] = asked ?? []
    expect(health).toBe('/readyz')
    for (const file of ['server/http/app.ts', 'server/http/worker-health.ts'])
      expect(read(file)).toContain(`app.get('${health}'`)
    expect(dockerfile).toContain(`PORT=${port} `)
    expect(environmentOf('worker').WORKER_HEALTH_PORT).toBe(port)
  })

  it('runs as an unprivileged user', () => {
    expect(dockerfile.match(/^USER (\S+)$/gm)?.at(-1)).toBe('USER sectorwars')
  })
})
