import { describe, expect, it } from 'vitest'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion } from '../testing/make-region.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const TOKEN = 'a-token-of-twenty-characters'

describe('GET /metrics', () => {
  it('tells the figures of the platform to who knows the token', async () => {
    await makeRegion(platform)
    const client = createHttpClient(platform, { METRICS_TOKEN: TOKEN })
    await client.json('GET', '/api/v1/status/health')
    const answer = await client.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
    const text = await answer.text()
    expect(answer.status).toBe(200)
    expect(text).toContain('regions{status="active"} 1')
    expect(text).toContain('paypal_inbox_waiting 0')
    expect(text).toMatch(/^mails_waiting 0$/m)
    expect(text).toMatch(/^mails_failed 0$/m)
    expect(text).toContain('billing_drift 0')
    expect(text).toContain('conservation_differences 0')
    expect(text).toContain('open_crossings 0')
    expect(text).toContain('set_aside_messages 0')
    expect(text).toMatch(/http_request_duration_seconds_count\{door="rest",method="GET",status="200"\} 1/)
  })

  it('tells how many differences the newest conservation audit found', async () => {
    const now = await platform.clock.now(platform.db)
    const audit = { until: now, transit: [], differences: [], unreached: [], durationMs: 1 }
    const yesterday = new Date(now.getTime() - 86_400_000)
    await platform.db.insert(conservationAudits).values([
      { ...audit, at: now, result: 'differences', differencesTotal: 3 },
      { ...audit, at: yesterday, result: 'balanced', differencesTotal: 0 },
    ])
    const client = createHttpClient(platform, { METRICS_TOKEN: TOKEN })
    const answer = await client.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(await answer.text()).toMatch(/^conservation_differences 3$/m)
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
