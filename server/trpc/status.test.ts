import { describe, expect, it } from 'vitest'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()

describe('status.health', () => {
  it('answers with the time of the database', async () => {
    const health = await platform.api().status.health()
    expect(health.status).toBe('ok')
    expect(Number.isNaN(Date.parse(health.time))).toBe(false)
  })
})
