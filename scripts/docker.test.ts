import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readEnv, SETTINGS } from '#server/env.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const compose = read('docker/compose.yaml')
const tls = read('docker/compose.tls.yaml')
const logs = read('docker/compose.logs.yaml')
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
  volumes: z.array(z.string()).default([]),
  networks: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
  user: z.string().optional(),
  command: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  pids_limit: z.number().optional(),
  mem_limit: z.string().optional(),
  entrypoint: z.array(z.string()).default([]),
  healthcheck: z
    .looseObject({ test: z.array(z.string()).optional(), disable: z.boolean().optional() })
    .optional(),
})
const network = z.object({
  internal: z.boolean().default(false),
  ipam: z.object({ config: z.array(z.object({ subnet: z.string() })) }),
})
const { services, networks, ...others } = z
  .looseObject({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), network),
    'x-log': z.unknown(),
  })
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
  REDIS_PASSWORD: 'harbour',
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
  ...['prometheus', 'alertmanager', 'grafana'],
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
      ['grafana', '127.0.0.1:3002:3000'],
    ])
  })

  it('starts what not everybody needs only by its profile', () => {
    const optional = NAMES.filter((name) => services[name]?.profiles.length !== 0)
    expect(optional.map((name) => [name, services[name]?.profiles])).toEqual([
      ['region', ['region']],
      ['paypal-simulator', ['simulator']],
      ['prometheus', ['monitoring']],
      ['alertmanager', ['monitoring']],
      ['grafana', ['grafana']],
    ])
  })

  it('uses exactly the settings that the example describes', () => {
    const used = new Set([...`${compose}${tls}${logs}`.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name))
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

  it('lets no container write, gain rights or take the whole machine', () => {
    for (const [name, one] of Object.entries(services)) {
      expect([name, one.read_only, one.cap_drop, one.security_opt]).toEqual([
        name,
        true,
        ['ALL'],
        ['no-new-privileges:true'],
      ])
      expect([name, one.tmpfs.includes('/tmp')]).toEqual([name, true])
      expect([name, one.pids_limit ?? 0]).toEqual([name, expect.toSatisfy((limit: number) => limit > 0)])
      expect([name, one.mem_limit]).toEqual([name, expect.stringMatching(/^(\$\{[A-Z_]+:-)?\d+[mg]\}?$/)])
      // Images of the game check themselves.
      if (one.image !== 'sectorwars-2102')
        expect([name, one.healthcheck?.test?.[0]]).toEqual([name, 'CMD-SHELL'])
    }
    const withRights = NAMES.filter((name) => services[name]?.cap_add.length !== 0)
    expect(withRights).toEqual(['nginx'])
    expect(services.nginx?.cap_add).toEqual(['CHOWN', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'])
    expect([services.postgres?.user, services.redis?.user]).toEqual(['postgres', 'redis'])
  })

  it('keeps databases in a network of their own that leads nowhere, and fixes where networks are', () => {
    const in_ = (name: string) => {
      const given = services[name]?.networks ?? []
      return (Array.isArray(given) ? given : Object.keys(given)).join(' ')
    }
    expect(Object.fromEntries(NAMES.map((name) => [name, in_(name)]))).toEqual({
      nginx: 'edge',
      web: 'edge data monitoring',
      worker: 'edge data monitoring',
      region: 'data',
      'paypal-simulator': 'edge',
      postgres: 'data',
      prometheus: 'monitoring',
      alertmanager: 'monitoring',
      grafana: 'monitoring',
      redis: 'data',
    })
    expect(networks.data?.internal).toBe(true)
    expect(networks.edge?.internal).toBe(false)
    const subnets = Object.values(networks).flatMap(({ ipam }) => ipam.config.map(({ subnet }) => subnet))
    expect(filledIn(Object.fromEntries(subnets.map((subnet) => [subnet, subnet])))).toEqual({
      '${EDGE_SUBNET:-172.20.0.0/24}': '172.20.0.0/24',
      '${DATA_SUBNET:-172.20.1.0/24}': '172.20.1.0/24',
      '${MONITORING_SUBNET:-172.20.2.0/24}': '172.20.2.0/24',
    })
  })

  it('has a password for Redis, which the game and the health check know', () => {
    expect(services.redis?.command).toEqual(expect.arrayContaining(['--requirepass', '${REDIS_PASSWORD}']))
    expect(filledIn(environmentOf('web')).REDIS_URL).toBe('redis://:harbour@redis:6379')
    expect(environmentOf('redis')).toEqual({ REDISCLI_AUTH: '${REDIS_PASSWORD}' })
  })

  it('makes the game’s user of the database by a script, without a superuser’s rights', () => {
    const script = read('docker/postgres-init.sh')
    expect(services.postgres?.volumes).toContain(
      './postgres-init.sh:/docker-entrypoint-initdb.d/sectorwars.sh:ro',
    )
    expect(script).toMatch(/create role sectorwars login createdb createrole password/)
    expect(script).not.toMatch(/superuser\s+password|sectorwars .*superuser/)
    expect(script).toContain('alter role postgres password null')
    expect(filledIn(environmentOf('web')).DATABASE_URL).toBe(
      'postgres://sectorwars:secret@postgres:5432/sectorwars',
    )
  })

  it('speaks HTTPS with a certificate that is mounted, in the place of the plain site', () => {
    const { services: more } = z
      .object({
        services: z.record(
          z.string(),
          z.object({ ports: z.array(z.string()), volumes: z.array(z.string()) }),
        ),
      })
      .parse(parse(tls))
    expect(Object.keys(more)).toEqual(['nginx'])
    expect(more.nginx?.ports).toEqual(['${HTTPS_PORT:-443}:443'])
    const places = (volumes: string[]) => volumes.map((volume) => volume.split(':').at(-2))
    const [site, certificates] = places(more.nginx?.volumes ?? [])
    expect(places(services.nginx?.volumes ?? [])).toEqual([site, '/etc/nginx/game.conf'])
    const conf = read('docker/nginx-tls.conf')
    for (const file of ['fullchain.pem', 'privkey.pem'])
      expect(conf).toContain(`${String(certificates)}/${file};`)
    for (const file of [...compose.matchAll(/- (\.\/[\w.-]+):/g), ...tls.matchAll(/- (\.\/[\w.-]+):/g)])
      expect(existsSync(path.join(ROOT, 'docker', file[1] ?? ''))).toBe(true)
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
  it('begins with the same Node as compose.yaml, a major that gets fixes; tests run on the oldest that works', () => {
    const base = /^ARG BASE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1] ?? ''
    expect(compose).toContain(`\${BASE_IMAGE:-${base}}`)
    expect(inExample.BASE_IMAGE).toBe(base)
    expect(Number(/^node:(\d+)-/.exec(base)?.[1])).toBeGreaterThanOrEqual(24)
    expect(read('package.json')).toContain('"node": ">=20.19"')
  })

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
    expect([...programs].sort()).toEqual([
      'admin',
      'galaxy',
      'main',
      'paypal-setup',
      'paypal-simulator',
      'sectorwars',
    ])
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
