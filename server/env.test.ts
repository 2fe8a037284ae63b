import { describe, expect, it } from 'vitest'
import { configOf } from './app-config.ts'
import { readEnv } from './env.ts'

describe('readEnv', () => {
  it('needs nothing: every setting has a default', () => {
    expect(readEnv({})).toMatchObject({
      PORT: 3000,
      publicUrl: 'http://localhost:3000',
      simulatorUrl: 'http://localhost:3100',
      DEMO: true,
      ROLES: ['web', 'worker'],
      PAYPAL_ENVIRONMENT: 'simulator',
    })
  })

  it('names every wrong value with what is expected, not only the first', () => {
    const read = () => readEnv({ PORT: 'abc', REDIS_URL: 'http://x', DEMO: 'yes', APP_SECRET: 'short' })
    expect(read).toThrow(/PORT="abc": expected a port number/)
    expect(read).toThrow(/REDIS_URL=\(hidden\): expected an address starting with redis:/)
    expect(read).toThrow(/DEMO="yes": expected 0 or 1/)
    expect(read).toThrow(/APP_SECRET=\(hidden\): expected at least 32 characters/)
  })

  it('keeps the list of erasures and the operator’s pages in the data folder, unless they are elsewhere', () => {
    expect(readEnv({ DATA_DIR: '/data' })).toMatchObject({
      erasuresFile: '/data/erasures.jsonl',
      legalDir: '/data/legal',
    })
    expect(readEnv({ ERASURES_FILE: '/safe/list', LEGAL_DIR: '/etc/legal' })).toMatchObject({
      erasuresFile: '/safe/list',
      legalDir: '/etc/legal',
    })
    expect(() => readEnv({ DELETION_NOTICE_DAYS: '0' })).toThrow(
      /DELETION_NOTICE_DAYS="0": expected at least 1/,
    )
    expect(() => readEnv({ DELETION_NOTICE_DAYS: '31' })).toThrow(/expected at most 30/)
  })

  it('names a seller, and costs of hosting, as the operator says', () => {
    const configOfSeller = (env: Record<string, string>) => configOf(readEnv(env))
    expect(configOfSeller({})).toMatchObject({
      seller: null,
      hosting: { baseMinor: 20_000, regionLeastMinor: 500, regionMostMinor: 1500, currency: 'USD' },
    })
    expect(
      configOfSeller({
        ...{
          SELLER_NAME: 'Deep Space Ltd',
          SELLER_ADDRESS: '1 Dock Road | Portsmouth',
          SELLER_VAT: 'VAT GB1',
        },
        ...{ COST_BASE: '0', COST_REGION_LEAST: '7.25', COST_REGION_MOST: '7.25' },
      }),
    ).toMatchObject({
      seller: { name: 'Deep Space Ltd', address: ['1 Dock Road', 'Portsmouth'], vat: 'VAT GB1' },
      hosting: { baseMinor: 0, regionLeastMinor: 725, regionMostMinor: 725 },
    })
    expect(configOfSeller({ SELLER_NAME: 'Deep Space Ltd' }).seller).toEqual({
      ...{ name: 'Deep Space Ltd', address: [], vat: null },
    })
    expect(() => readEnv({ SELLER_VAT: 'VAT GB1' })).toThrow(/SELLER_NAME.*expected with SELLER_VAT/)
    expect(() => readEnv({ COST_BASE: '-1' })).toThrow(/COST_BASE="-1": expected at least 0/)
    expect(() => readEnv({ COST_REGION_MOST: '4' })).toThrow(/expected at least COST_REGION_LEAST/)
  })

  it('wants addresses confirmed where mails go out, and never where nobody could confirm one', () => {
    const required = (env: Record<string, string>) => readEnv(env).confirmationRequired
    const SMTP_URL = 'smtp://user:password@mail.example.org:587'
    expect(required({})).toBe(false)
    expect(required({ SMTP_URL })).toBe(true)
    expect(required({ SMTP_URL, MAIL_CONFIRMATION: 'off' })).toBe(false)
    expect(() => readEnv({ MAIL_CONFIRMATION: 'required' })).toThrow(
      /SMTP_URL.*expected with MAIL_CONFIRMATION/,
    )
    expect(() => readEnv({ SMTP_URL: 'https://mail.example.org' })).toThrow(/SMTP_URL=\(hidden\): expected/)
  })

  it.each(['no-reply@example.org', 'Sector Wars <no-reply@example.org>'])(
    'takes %s as a sender',
    (MAIL_FROM) => {
      expect(readEnv({ MAIL_FROM }).MAIL_FROM).toBe(MAIL_FROM)
    },
  )

  it.each(['nobody', 'a@b.org\nBcc: c@d.org', 'Two <a@b.org> <c@d.org>'])(
    'takes %j as no sender',
    (MAIL_FROM) => {
      expect(() => readEnv({ MAIL_FROM })).toThrow(/MAIL_FROM.*expected an address/)
    },
  )

  it('makes the demo world only in a single process with its own simulator', () => {
    const elsewhere: Record<string, string>[] = [
      { ROLES: 'web' },
      { ROLES: 'worker' },
      { PAYPAL_SIMULATOR_URL: 'http://paypal-simulator:3100' },
      ...['sandbox', 'live'].map((PAYPAL_ENVIRONMENT) => ({
        ...{ PAYPAL_ENVIRONMENT, PAYPAL_CLIENT_ID: 'a', PAYPAL_CLIENT_SECRET: 'b', PAYPAL_WEBHOOK_ID: 'c' },
      })),
    ]
    for (const settings of elsewhere) {
      expect(readEnv(settings).DEMO).toBe(false)
      expect(() => readEnv({ ...settings, DEMO: '1' })).toThrow(
        /DEMO="1": expected 0, because the demo world/,
      )
    }
    expect(readEnv({ DEMO: '1' }).DEMO).toBe(true)
    expect(readEnv({ DEMO: '0' }).DEMO).toBe(false)
    expect(readEnv({}).DEMO_DAYS).toBe(30)
    expect(() => readEnv({ DEMO_DAYS: '31' })).toThrow(/DEMO_DAYS="31": expected at most 30/)
  })

  it('treats an empty value as missing', () => {
    expect(readEnv({ PORT: '', REDIS_URL: '' }).PORT).toBe(3000)
  })

  it('requires credentials for the real PayPal', () => {
    expect(() => readEnv({ PAYPAL_ENVIRONMENT: 'live' })).toThrow(/PAYPAL_CLIENT_ID=\(not set\)/)
  })

  it('refuses the webhook id of PayPal’s event simulator in live', () => {
    const live = { PAYPAL_ENVIRONMENT: 'live', PAYPAL_CLIENT_ID: 'a', PAYPAL_CLIENT_SECRET: 'b' }
    expect(() => readEnv({ ...live, PAYPAL_WEBHOOK_ID: 'WEBHOOK_ID' })).toThrow(/real webhook/)
    expect(readEnv({ ...live, PAYPAL_WEBHOOK_ID: '1AB' }).PAYPAL_WEBHOOK_ID).toBe('1AB')
  })

  it('derives the simulator’s port from PORT', () => {
    expect(readEnv({ PORT: '4000' }).simulatorUrl).toBe('http://localhost:4100')
  })

  it('opens a worker’s health port only if configured', () => {
    expect(readEnv({ ROLES: 'worker' }).WORKER_HEALTH_PORT).toBeUndefined()
    expect(readEnv({ ROLES: 'worker', WORKER_HEALTH_PORT: '3001' }).WORKER_HEALTH_PORT).toBe(3001)
  })

  it('accepts limits as whole numbers from 1', () => {
    expect(readEnv({ REQUESTS_PER_MINUTE: '600' }).REQUESTS_PER_MINUTE).toBe(600)
    const read = () =>
      readEnv({ REQUESTS_PER_MINUTE: '0', STREAMS_PER_ADDRESS: 'many', SIGN_UPS_PER_HOUR: '1.5' })
    expect(read).toThrow(/REQUESTS_PER_MINUTE="0": expected at least 1/)
    expect(read).toThrow(/STREAMS_PER_ADDRESS="many": expected a number/)
    expect(read).toThrow(/SIGN_UPS_PER_HOUR="1.5": expected/)
    expect(readEnv({ SIGN_UPS_PER_HOUR: '300' }).SIGN_UPS_PER_HOUR).toBe(300)
  })

  it('origins of the API are a list of origins and nothing else', () => {
    expect(readEnv({}).API_ORIGINS).toEqual([])
    expect(readEnv({ API_ORIGINS: 'https://a.test, http://b.test:8080' }).API_ORIGINS).toEqual([
      'https://a.test',
      'http://b.test:8080',
    ])
    for (const wrong of ['*', 'a.test', 'https://a.test/', 'https://a.test/path', 'null'])
      expect(() => readEnv({ API_ORIGINS: wrong })).toThrow(/API_ORIGINS=.*expected origins/)
  })

  it('refuses unknown roles', () => {
    expect(() => readEnv({ ROLES: 'web,cook' })).toThrow(/expected web, worker, web,worker or region/)
  })

  it('lets a process that serves one galaxy have that galaxy and nothing else', () => {
    const GALAXY_ID = '5e0f5a3e-6a53-4a53-9d5d-0d8a4c1f7b21'
    const region = {
      ROLES: 'region',
      GALAXY_ID,
      GALAXY_DATABASE_URL: 'postgres://role@db/sw_galaxy',
      GALAXY_TOKEN: `${GALAXY_ID}.secret`,
    }
    expect(readEnv(region)).toMatchObject({ ROLES: ['region'], GALAXY_ID })
    expect(() => readEnv({ ROLES: 'region' })).toThrow(
      /GALAXY_ID.*expected with ROLES=region[^]*GALAXY_DATABASE_URL[^]*GALAXY_TOKEN/,
    )
    expect(() => readEnv({ ...region, ROLES: 'web,region' })).toThrow(/expected region alone/)
    expect(() => readEnv({ ...region, DATABASE_URL: 'postgres://db/platform' })).toThrow(/DATABASE_URL/)
    expect(() => readEnv({ ...region, GALAXY_TOKEN: `another-galaxy-than-that.${'x'.repeat(40)}` })).toThrow(
      /expected the token of GALAXY_ID/,
    )
  })

  it('takes as many processes and connections as there can be', () => {
    expect(readEnv({ PROCESSES: '20', GALAXY_CONNECTIONS: '10' })).toMatchObject({ PROCESSES: 20 })
    expect(() => readEnv({ PROCESSES: '21' })).toThrow(/expected at most 20/)
    expect(() => readEnv({ GALAXY_CONNECTIONS: '9' })).toThrow(/expected at least 10/)
  })
})
