import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { backups } from '#db/schema/platform/backups.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { listFailedJobs, settleFailedJob } from './failed-jobs.ts'
import { getEssentials } from './get-essentials.ts'

const platform = useTestPlatform()

/** As a process that has a queue. */
function ctxOf(actor?: UserActor): Ctx {
  const ctx = platform.ctx(actor)
  return { ...ctx, outbox: createJobOutbox(platform.db, platform.queue, ctx.log) }
}
const failOnce = async (id: string) => {
  await platform.queue.add('sweep-laws', {}, { id })
  const ones = async () => (await platform.queue.failedJobs(10)).map((job) => job.id)
  const worker = await platform.queue.work(() => Promise.reject(new Error('broken')), {
    concurrency: { prompt: 1, background: 1, mail: 1 },
  })
  await expect.poll(ones, { timeout: 60_000 }).toContain(id)
  await worker.close()
}

beforeEach(() => platform.clock.set(0))

describe('what an operator looks at first', () => {
  it('is what is away, what waits and what could be restored, without a call of a galaxy', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { region } = await makeRegion(platform, { withGalaxy: true })
    expect(await getEssentials(ctxOf(admin))).toMatchObject({
      ...{ galaxies: 1, away: [], ofOwnProcess: [], regionsByStatus: { active: 1 } },
      ...{ alerts: { critical: 0, warning: 0 }, restoreSeconds: 0, queue: { jobs: { failed: 0 } } },
    })
    const endpoint = 'http://10.0.0.7:3001'
    await platform.db.update(galaxies).set({ endpoint, awaySince: await platform.clock.now(platform.db) })
    const { away, ofOwnProcess } = await getEssentials(ctxOf(admin))
    expect(away).toMatchObject([{ name: region.name, isRestoring: false }])
    expect(ofOwnProcess).toMatchObject([{ name: region.name, endpoint }])
    expect(await platform.db.$count(backups)).toBe(0)
  })

  it('is for administrators', async () => {
    const player = await makeUser(platform)
    for (const [actor, code] of [
      [player, 'FORBIDDEN'],
      [undefined, 'UNAUTHORIZED'],
    ] as const) {
      const api = platform.api(actor).operations
      const job = { queue: 'prompt', id: 'one', how: 'retry' } as const
      for (const call of [api.essentials(), api.failedJobs(), api.settleFailedJob(job)])
        await expect(call).rejects.toMatchObject({ code })
    }
  })
})

describe('a failed job', () => {
  it('is run again or removed by an administrator, which is audited', { timeout: 180_000 }, async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const ctx = ctxOf(admin)
    await failOnce('one')
    const [failed] = (await listFailedJobs(ctx)) ?? []
    expect(failed).toMatchObject({ name: 'sweep-laws', id: 'one' })
    const job = { queue: failed?.queue ?? 'prompt', id: 'one' }
    await settleFailedJob(ctx, { ...job, how: 'retry' })
    expect(await listFailedJobs(ctx)).toEqual([])
    await failOnce('two')
    await settleFailedJob(ctx, { ...job, id: 'two', how: 'remove' })
    const acts = await platform.db
      .select({ action: auditLog.action, subjectId: auditLog.subjectId })
      .from(auditLog)
      .where(eq(auditLog.subjectType, 'job'))
      .orderBy(auditLog.id)
    expect(acts).toEqual([
      { action: 'job.retried', subjectId: 'one' },
      { action: 'job.removed', subjectId: 'two' },
    ])
  })

  it('that has not failed, or is not there, is not found, and nothing is audited', async () => {
    const ctx = ctxOf(await makeUser(platform, { role: 'admin' }))
    const before = await platform.db.$count(auditLog)
    await expect(
      settleFailedJob(ctx, { queue: 'prompt', id: 'nowhere', how: 'remove' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await platform.db.$count(auditLog)).toBe(before)
  })
})
