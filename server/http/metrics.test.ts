import { Hono } from 'hono'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { backupDrills } from '#db/schema/platform/backups.ts'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { createTelemetry } from '../metrics/telemetry.ts'
import { getPlatformGauges } from '../services/platform/get-platform-gauges.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion } from '../testing/make-region.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createMetricsDoor } from './metrics.ts'
import { PLATFORM_METRICS } from './platform-gauges.ts'

const platform = useTestPlatform()
const TOKEN = 'a-token-of-twenty-characters'
const ALLOWED = { headers: { authorization: `Bearer ${TOKEN}` } }
const HOUR_MS = 3_600_000

/** As a process that has a queue. */
function operatorsCtx() {
  const ctx = platform.ctx({ kind: 'system', job: 'metrics' })
  return { ...ctx, outbox: createJobOutbox(platform.db, platform.queue, ctx.log) }
}

/** What an endpoint of its own tells; figures are read anew by each. */
async function told(read = () => getPlatformGauges(operatorsCtx())) {
  const app = new Hono()
  const telemetry = createTelemetry({ version: '1.2.3', collectsProcess: false })
  app.get('/metrics', createMetricsDoor({ token: TOKEN, telemetry, read, log: pino({ level: 'silent' }) }))
  return (await app.request('/metrics', ALLOWED)).text()
}

describe('GET /metrics', () => {
  it('tells every figure of the platform to who knows the token', async () => {
    await makeRegion(platform)
    const text = await told()
    for (const name of PLATFORM_METRICS) expect(text).toContain(`# TYPE ${name} gauge`)
    expect(text).toContain('sectorwars_platform_up 1')
    expect(text).toContain('sectorwars_regions{status="active"} 1')
    expect(text).toMatch(/^sectorwars_paypal_inbox_waiting 0$/m)
    expect(text).toContain('sectorwars_mails{state="failed"} 0')
    expect(text).toContain('sectorwars_queue_jobs{state="waiting"} 0')
    expect(text).toContain('sectorwars_queue_oldest_seconds{queue="prompt"} 0')
    expect(text).toContain(`sectorwars_build_info{version="1.2.3",node="${process.versions.node}"} 1`)
  })

  it('tells which place a galaxy is', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const text = await told()
    expect(text).toContain(
      `sectorwars_galaxy_info{galaxy="${region.galaxyId}",region="${region.name}",status="active"} 1`,
    )
    expect(text).toContain(`sectorwars_galaxy_active_pilots{galaxy="${region.galaxyId}"} 0`)
  })

  it('tells of a vote past its close and for how long, and of the jobs that wait for their turn', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    await platform.api(owner).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Another tax',
      proposedChanges: { taxRate: 0.15 },
      votingDurationDays: 3,
    })
    expect(await platform.db.$count(policies)).toBe(1)
    const before = await told()
    expect(before).toMatch(/^sectorwars_votes_open 1$/m)
    expect(before).toMatch(/^sectorwars_votes_overdue 0$/m)
    expect(before).toMatch(/^sectorwars_vote_overdue_seconds 0$/m)
    platform.clock.set(3 * 24 * HOUR_MS + HOUR_MS)
    const text = await told()
    expect(text).toMatch(/^sectorwars_votes_overdue 1$/m)
    expect(Number(/^sectorwars_vote_overdue_seconds (.*)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(3_600)
    // The close of the vote has not reached the queue.
    expect(Number(/^sectorwars_outbox_oldest_seconds (.*)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(3_600)
    platform.clock.set(0)
  })

  it('says so while the platform cannot be asked, and forgets what it knew', async () => {
    const text = await told(() => Promise.reject(new Error('no database')))
    expect(text).toContain('sectorwars_platform_up 0')
    expect(text).not.toMatch(/^sectorwars_regions\{/m)
    expect(text).toContain('sectorwars_build_info')
  })

  it('counts requests by route and code, with a bounded number of names', async () => {
    const client = createHttpClient(platform, { METRICS_TOKEN: TOKEN })
    await client.json('GET', '/api/v1/status/health')
    await client.json('GET', '/api/v1/regions/no-such-region')
    await client.request('/trpc/no.such.thing')
    await client.request('/trpc/billing.checkName,billing.checkName?batch=1')
    await client.request('/api/v1/status/health', { method: 'PROPFIND' })
    const text = await (await client.request('/metrics', ALLOWED)).text()
    const counted = (labels: string) => text.includes(`sectorwars_http_requests_total{${labels}} 1`)
    const one = 'door="rest",route="/api/v1/status/health",method="GET",code="200"'
    expect(counted(one)).toBe(true)
    expect(text).toContain(
      'sectorwars_http_request_duration_seconds_count{door="rest",route="/api/v1/status/health",method="GET"} 1',
    )
    expect(counted('door="rest",route="/api/v1/regions/:name",method="GET",code="404"')).toBe(true)
    expect(text).toMatch(/\{door="trpc",route="none",method="GET",code="404"\} 1/)
    expect(text).toMatch(/\{door="trpc",route="batch",method="GET",code="\d+"\} 1/)
    expect(text).toMatch(/\{door="rest",route="\/api\/v1\/status\/health",method="other",code="\d+"\} 1/)
    expect(text).not.toContain('no-such-region')
    expect(text).not.toContain('no.such')
    expect(text).toMatch(/^sectorwars_event_streams 0$/m)
  })

  it('tells how many differences the newest conservation audit found', async () => {
    const now = await platform.clock.now(platform.db)
    const audit = { until: now, transit: [], differences: [], unreached: [], durationMs: 1 }
    const yesterday = new Date(now.getTime() - 86_400_000)
    await platform.db.insert(conservationAudits).values([
      { ...audit, at: now, result: 'differences', differencesTotal: 3 },
      { ...audit, at: yesterday, result: 'balanced', differencesTotal: 0 },
    ])
    const text = await told()
    expect(text).toMatch(/^sectorwars_conservation_differences 3$/m)
    expect(Number(/^sectorwars_conservation_audit_seconds (.*)$/m.exec(text)?.[1])).toBeLessThan(3_600)
  })

  it('tells for how long a restore is under way, and since when none for practice has passed', async () => {
    const now = await platform.clock.now(platform.db)
    const before = (hours: number) => new Date(now.getTime() - hours * HOUR_MS)
    expect(await told()).toMatch(/^sectorwars_restore_seconds 0$/m)
    await platform.db.insert(operations).values({
      ...{ kind: 'restore-galaxy', subjectId: 'one', status: 'running', step: 'reopen', input: {} },
      ...{ createdAt: before(2), updatedAt: now },
    })
    expect(await told()).toMatch(/^sectorwars_restore_seconds 72\d\d(\.\d+)?$/m)
    await platform.db.insert(operations).values({
      ...{ kind: 'return-region', subjectId: 'one', status: 'running', step: 'load', input: {} },
      ...{ createdAt: before(3), updatedAt: now },
    })
    const drill = { kind: 'platform' as const, durationMs: 1, rows: 1 }
    await platform.db.insert(backupDrills).values([
      { ...drill, at: before(5), passed: true },
      { ...drill, at: before(1), passed: false, error: 'It is damaged.' },
    ])
    const text = await told()
    expect(text, 'a return from the archive counts').toMatch(/^sectorwars_restore_seconds 108\d\d(\.\d+)?$/m)
    expect(text).toMatch(/^sectorwars_backup_drill_seconds\{kind="platform"\} 180\d\d(\.\d+)?$/m)
    expect(text).toMatch(/^sectorwars_backup_drill_seconds\{kind="galaxy"\} 0$/m)
  })

  it('is not there for anybody else, or without a token in the settings', async () => {
    const client = createHttpClient(platform, { METRICS_TOKEN: TOKEN })
    expect((await client.request('/metrics')).status).toBe(404)
    const wrong = { headers: { authorization: 'Bearer wrong' } }
    expect((await client.request('/metrics', wrong)).status).toBe(404)
    const closed = createHttpClient(platform)
    const undefinedToken = { headers: { authorization: 'Bearer undefined' } }
    expect((await closed.request('/metrics', undefinedToken)).status).toBe(404)
  })
})
