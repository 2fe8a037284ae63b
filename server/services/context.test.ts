import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { jobOutbox, auditLog } from '#db/schema/platform/operations.ts'
import { job } from '#jobs/outbox.ts'
import { relayOutboxJob } from '#jobs/system/relay-outbox.ts'
import { type LiveEvent } from '../events/event-bus.ts'
import { createPayPalClient } from '../paypal/paypal-client.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { transact } from './context.ts'

const platform = useTestPlatform()

const event: LiveEvent = { audience: { kind: 'public' }, topic: 'region', id: 'one' }

describe('transact', () => {
  it('writes no rows, jobs, audit or events when the work fails', async () => {
    const ctx = platform.ctx(await makeUser(platform))
    const heard: LiveEvent[] = []
    const stop = ctx.events.subscribe((e) => heard.push(e))
    const work = transact(ctx, async (tx) => {
      await tx.audit({ action: 'test.failed', subject: { type: 'test', id: 'x' } })
      await tx.enqueue(job(relayOutboxJob, {}))
      tx.publish(event)
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await platform.db.select().from(auditLog).where(eq(auditLog.action, 'test.failed'))).toEqual([])
    expect(await platform.db.select().from(jobOutbox)).toEqual([])
    await transact(ctx, async (tx) => tx.publish({ ...event, id: 'marker' }))
    await expect.poll(() => heard.map((e) => e.id)).toEqual(['marker'])
    stop()
  })

  it('joins a running transaction, so that verbs can be nested', async () => {
    const ctx = platform.ctx(await makeUser(platform))
    await expect(
      transact(ctx, async (tx) => {
        await transact(tx, async (inner) =>
          inner.audit({ action: 'test.inner', subject: { type: 'test', id: 'x' } }),
        )
        throw new Error('outer failed')
      }),
    ).rejects.toThrow('outer failed')
    expect(await platform.db.select().from(auditLog).where(eq(auditLog.action, 'test.inner'))).toEqual([])
  })

  it('rejects calls to PayPal inside a transaction', async () => {
    const asked: string[] = []
    const paypal = createPayPalClient({
      clientId: 'client',
      clientSecret: 'secret',
      baseUrl: 'http://127.0.0.1:1',
      clock: { now: () => new Date() },
      fetch: (url) => Promise.reject(new Error(String(asked.push(String(url))))),
    })
    const ctx = { ...platform.ctx(), paypal }
    await transact(ctx, async (tx) => {
      expect(tx.paypal.clientId).toBe('client')
      await expect(tx.paypal.getSubscription('I-1')).rejects.toThrow(/inside a transaction: getSubscription/)
    })
    expect(asked).toEqual([])
  })

  it('runs committed jobs with the actor who caused them', async () => {
    const user = await makeUser(platform)
    await transact(platform.ctx(user), async (tx) => {
      await tx.audit({ action: 'test.done', subject: { type: 'test', id: 'x' } })
      await tx.enqueue(job(relayOutboxJob, {}))
    })
    expect(await platform.runOutbox()).toEqual(['relay-outbox'])
    const [row] = await platform.db.select().from(auditLog).where(eq(auditLog.action, 'test.done'))
    expect(row).toMatchObject({ actorId: user.userId, actorKind: 'user' })
  })
})
