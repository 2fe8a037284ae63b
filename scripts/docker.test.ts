import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnv, SETTINGS } from '#server/env.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const compose = read('docker/compose.yaml')
const dockerfile = read('docker/Dockerfile')
const example = read('docker/.env.example')

/** The lines below `key:` that are indented more than it, at whatever depth it stands first after `from`. */
function blockOf(key: string, from = ''): string {
  const text = compose.slice(compose.indexOf(from))
  const start = new RegExp(`^( *)${key}:(?: &\\S+)?\\n`, 'm').exec(text)
  if (!start) throw new Error(`compose.yaml has no ${key}`)
  const indent = start[1]?.length ?? 0
  const lines = text.slice(start.index + start[0].length).split('\n')
  const end = lines.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent)
  return lines.slice(0, end === -1 ? undefined : end).join('\n')
}

const valuesIn = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/^ *([A-Z][A-Z_]+): (.+)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/^'(.*)'$/, '$1'),
    ]),
  )
const appEnvironment = valuesIn(blockOf('environment', 'x-app:'))
const environmentOf = (service: string) => valuesIn(blockOf('environment', `\n  ${service}:`))

/** What the operator may give, and what the example says about it. */
const inExample: Record<string, string> = Object.fromEntries(
  [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
)
const given: Record<string, string> = {
  ...inExample,
  APP_SECRET: 'x'.repeat(32),
  POSTGRES_PASSWORD: 'secret',
}
const filledIn = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value.replace(/\$\{([A-Z_]+)(?::[-?][^}]*)?\}/g, (_, variable: string) => given[variable] ?? ''),
    ]),
  )

describe('compose.yaml', () => {
  it('sets nothing that the game does not read', () => {
    const simulatorSource = read('server/paypal/simulator/main.ts')
    for (const service of ['web', 'worker']) {
      const names = Object.keys({ ...appEnvironment, ...environmentOf(service) })
      expect(names).toContain('DATABASE_URL')
      expect(names.filter((name) => !SETTINGS.includes(name))).toEqual([])
    }
    const names = Object.keys(environmentOf('paypal-simulator'))
    expect(names).not.toEqual([])
    expect(names.filter((name) => !simulatorSource.includes(`    ${name}:`))).toEqual([])
  })

  it.each(['web', 'worker'])('gives %s an environment that it starts with', (service) => {
    const env = readEnv({
      NODE_ENV: 'production',
      DEMO: '0',
      ...filledIn({ ...appEnvironment, ...environmentOf(service) }),
    })
    expect(env).toMatchObject({ ROLES: [service], TRUST_PROXY: true, publicUrl: 'http://localhost' })
  })

  it('asks the operator only for what the example describes, and the example for nothing that is not used', () => {
    const used = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name))
    const described = Object.keys(inExample).filter((name) => !name.startsWith('COMPOSE_'))
    expect([...used].sort()).toEqual(described.sort())
  })

  it('has everything restart, keep a bounded log, and wait for what it needs to be well', () => {
    const services = [...blockOf('services').matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name = '']) => name)
    expect(services).toEqual(['nginx', 'web', 'worker', 'paypal-simulator', 'postgres', 'redis'])
    for (const service of services) {
      const block = blockOf(service, '\nservices:')
      const text = block.includes('<<: *app') ? `${block}\n${blockOf('x-app')}` : block
      expect(text, service).toContain('restart: unless-stopped')
      expect(text, service).toContain('logging: *log')
      for (const needed of text.match(/condition: \w+/g) ?? [])
        expect(needed).toBe('condition: service_healthy')
    }
  })

  it('is in no need of a newer Compose than 1.29, which takes no name and pulls an image that a service does not build', () => {
    expect(compose).not.toMatch(/^name:/m)
    expect(blockOf('x-image')).toMatch(/image: sectorwars-2102\n *build:/)
    expect(compose.match(/image: sectorwars-2102/g)).toHaveLength(1)
    expect(inExample.COMPOSE_PROJECT_NAME).toBeTruthy()
  })
})

describe('the Dockerfile', () => {
  it('copies what is there, and starts what is built', () => {
    const isThere = (file: string) => /^(node_modules|build)$/.test(file) || existsSync(path.join(ROOT, file))
    const copied = [...dockerfile.matchAll(/^COPY (?:--from=build )?(.+) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .map((source) => source.replace(/^\/app\//, ''))
    expect(copied).toContain('db/migrations')
    expect(copied.filter((source) => !isThere(source))).toEqual([])
    const built = read('scripts/build.mjs')
    const started = `${dockerfile}\n${compose}\n${read('docker/README.md')}`.matchAll(
      /build\/server\/([a-z-]+)\.js/g,
    )
    const programs = new Set([...started].map(([, name]) => name))
    expect([...programs].sort()).toEqual(['main', 'paypal-setup', 'paypal-simulator'])
    for (const name of programs) expect(built).toMatch(new RegExp(`'?${name}'?: 'server/`))
  })

  it('asks for health where both kinds of process answer, under the port that each has', () => {
    const asked = /127\.0\.0\.1:' \+ \(process\.env\.PORT \?\? (\d+)\) \+ '(\/\w+)'/.exec(dockerfile)
    const [, port, health] = asked ?? []
    expect(health).toBe('/readyz')
    for (const file of ['server/http/app.ts', 'server/http/worker-health.ts'])
      expect(read(file)).toContain(`app.get('${health}'`)
    expect(dockerfile).toContain(`PORT=${port} `)
    expect(environmentOf('worker').WORKER_HEALTH_PORT).toBe(port)
  })

  it('ends as nobody special', () => {
    expect(dockerfile.match(/^USER (\S+)$/gm)?.at(-1)).toBe('USER sectorwars')
  })
})
