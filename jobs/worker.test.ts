import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { policies } from '#db/schema/platform/policies.ts'
import { type Clock } from '#server/clock.ts'
import { createTelemetry } from '#server/metrics/telemetry.ts'
import { hold } from '#server/testing/hold.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { JOBS, queueSettingsOf } from './job-names.ts'
import { SCHEDULES } from './schedules.ts'
import { CONCURRENCY, startWorker } from './worker.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

it('closes a vote while every background worker is busy with a job that does not end', async () => {
  const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
  const policy = await platform.api(owner).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays: 3,
  })
  platform.clock.set(4 * DAY)

  const end = hold()
  let held = 0
  const stands: Clock = {
    ...platform.clock,
    now: async (db) => {
      held += 1
      await end.released
      return platform.clock.now(db)
    },
  }
  let beats = 0
  const stop = await startWorker(
    platform.queue,
    (job) => {
      const ctx = platform.ctx({ kind: 'system', job })
      return queueSettingsOf(job).queue === 'background' ? { ...ctx, clock: stands } : ctx
    },
    { onBegin: () => void beats++ },
  )
  try {
    await expect.poll(() => held, { timeout: 20_000 }).toBe(CONCURRENCY.background)
    const before = beats
    await platform.queue.add('close-policy', { policyId: policy.id }, {})
    const statusNow = async () => {
      const [row] = await platform.db.select().from(policies).where(eq(policies.id, policy.id))
      return row?.status
    }
    await expect.poll(statusNow, { timeout: 20_000 }).not.toBe('voting')
    expect(held).toBe(CONCURRENCY.background)
    expect(beats).toBeGreaterThan(before)
  } finally {
    const stopped = stop()
    end.release()
    await stopped
    await platform.queue.unscheduleAllBut([])
  }
})

it('keeps every sweep but the relay of the outbox in the background', () => {
  const prompt = Object.keys(SCHEDULES).filter((name) => queueSettingsOf(name).queue === 'prompt')
  expect(prompt).toEqual(['relay-outbox'])
  const long = [JOBS['generate-nexus'], JOBS['provision-region'], JOBS['reconcile-subscription']]
  expect(long.map(({ queue }) => queue)).toEqual(['background', 'background', 'background'])
})

it('counts jobs by name and outcome', async () => {
  const telemetry = createTelemetry({ version: '0', collectsProcess: false })
  const stop = await startWorker(platform.queue, (job) => platform.ctx({ kind: 'system', job }), {
    telemetry,
  })
  try {
    await platform.queue.unscheduleAllBut([])
    await platform.queue.add('close-policy', { policyId: 'not an id' }, {})
    const told = () => telemetry.registry.metrics()
    await expect
      .poll(told, { timeout: 20_000 })
      .toContain('sectorwars_jobs_total{name="close-policy",queue="prompt",outcome="failed"} 1')
    await platform.queue.add('sweep-council', {}, {})
    await expect
      .poll(told, { timeout: 20_000 })
      .toMatch(/sectorwars_jobs_total\{name="sweep-council",queue="\w+",outcome="done"\}/)
  } finally {
    await stop()
  }
})
