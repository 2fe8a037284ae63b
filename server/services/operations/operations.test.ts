import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { operations } from '#db/schema/platform/operations.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact, type Actor } from '../context.ts'
import { startOperation } from './start-operation.ts'
import { endOperation } from './end-operation.ts'
import { recordFailedAttempt } from './record-failed-attempt.ts'
import { openOperation } from './open-operation.ts'
import { operationEvents } from './operation-events.ts'
import { reportProgress } from './report-progress.ts'

const platform = useTestPlatform()
const system: Actor = { kind: 'system', job: 'test' }
const ctx = (actor: Actor = system) => platform.ctx(actor)

const open = (actor: Actor = system) =>
  transact(ctx(actor), (tx) => openOperation(tx, { kind: 'generate-nexus', subjectId: 'test', input: {} }))
const end = (id: string) => transact(ctx(), (tx) => endOperation(tx, id, { status: 'cancelled' }))
const rowOf = async (id: string) => {
  const [row] = await platform.db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw new Error('no operation')
  return row
}
const failed = (operationId: string) =>
  recordFailedAttempt(ctx(), { operationId, maxAttempts: 2, retryAfterMs: 1_000, error: 'It did not work.' })

afterEach(() => platform.db.delete(operations))

describe('an operation', () => {
  it('is visible to administrators and its requester', async () => {
    const user = await makeUser(platform)
    const asked = (await open(user)).operation
    expect(operationEvents(asked)).toEqual([
      { audience: { kind: 'admin' }, topic: 'operation', id: asked.id },
      { audience: { kind: 'user', userId: user.userId }, topic: 'operation', id: asked.id },
    ])
    await end(asked.id)
    const own = (await open()).operation
    expect(operationEvents(own).map(({ audience }) => audience.kind)).toEqual(['admin'])
  })

  it('opens once per subject, no matter who asks', async () => {
    const first = await open()
    const second = await open(await makeUser(platform))
    expect(second).toMatchObject({ isNew: false, operation: { id: first.operation.id } })
  })

  it('keeps the moment of its first attempt and counts them all', async () => {
    const { operation } = await open()
    const first = await startOperation(ctx(), operation.id)
    platform.clock.advance(60_000)
    const second = await startOperation(ctx(), operation.id)
    expect(second).toMatchObject({ status: 'running', attempts: 2, startedAt: first?.startedAt })
  })

  it('cannot be started, updated or failed after it has ended', async () => {
    const { operation } = await open()
    await startOperation(ctx(), operation.id)
    await end(operation.id)
    expect(await startOperation(ctx(), operation.id)).toBeNull()
    expect(await reportProgress(ctx(), { operationId: operation.id, step: 'late', progress: 9 })).toBe(false)
    expect(await failed(operation.id)).toBe(false)
    expect(await rowOf(operation.id)).toMatchObject({
      status: 'cancelled',
      step: operation.step,
      attempts: 1,
    })
  })

  it('is retried until its attempts are used up', async () => {
    const { operation } = await open()
    await startOperation(ctx(), operation.id)
    expect(await failed(operation.id)).toBe(true)
    expect(await rowOf(operation.id)).toMatchObject({ status: 'running', error: 'It did not work.' })
    await startOperation(ctx(), operation.id)
    expect(await failed(operation.id)).toBe(false)
    expect(await rowOf(operation.id)).toMatchObject({ status: 'failed', attempts: 2 })
  })
})
