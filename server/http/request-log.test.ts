import { Writable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { jobOutbox } from '#db/schema/platform/operations.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { startWorker } from '#jobs/worker.ts'
import { createLog } from '../log.ts'
import { traced } from '../services/context.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeDemocracy } from '../testing/make-democracy.ts'
import { makeRegion } from '../testing/make-region.ts'
import { restToken } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()

type Line = Record<string, unknown> & { msg: string }

/** A log whose lines can be read. */
function readableLog() {
  const lines: Line[] = []
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Line)
      done()
    },
  })
  return { log: createLog('info', out), lines }
}

it('every request is one line: by what it asked, with its id, and without what its address holds', async () => {
  const { log, lines } = readableLog()
  const { region } = await makeRegion(platform)
  const client = createHttpClient(platform, {}, { log })
  const answer = await client.request(`/api/v1/regions/${region.name}`)
  const requestId = answer.headers.get('X-Request-Id')
  await client.request('/confirm/a-secret-of-a-link').catch(() => undefined)
  expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
    { requestId, route: '/api/v1/regions/:name', method: 'GET', code: 200, region: region.name },
    { route: 'none' },
  ])
  expect(JSON.stringify(lines)).not.toContain('a-secret-of-a-link')
})

it('a job carries the id of the request that booked it, through outbox and queue into its line', async () => {
  const { log, lines } = readableLog()
  const { owner } = await makeDemocracy(platform, 2)
  const client = createHttpClient(platform, {}, { log })
  const answer = await client.json(
    'POST',
    '/api/v1/regions/my-region/policies',
    { policyType: 'tax_rate', title: 'Lower tax', proposedChanges: { taxRate: 0.08 } },
    { authorization: `Bearer ${await restToken(platform, owner)}` },
  )
  const requestId = answer.headers.get('X-Request-Id') ?? ''
  expect(lines.find((line) => line.requestId === requestId)).toMatchObject({
    ...{ msg: 'request', userId: owner.userId, code: answer.status },
  })
  const ofRequest = eq(jobOutbox.requestId, requestId)
  const booked = await platform.db.select().from(jobOutbox).where(ofRequest)
  expect(booked.map(({ name }) => name)).toContain('close-policy')

  const outbox = createJobOutbox(platform.db, platform.queue, log)
  const stop = await startWorker(platform.queue, (job, trace) => {
    const ctx = platform.ctx({ kind: 'system', job })
    return traced({ ...ctx, log }, trace)
  })
  try {
    await platform.queue.unscheduleAllBut([])
    await platform.db.update(jobOutbox).set({ runAt: new Date() }).where(ofRequest)
    await outbox.relay()
    await expect
      .poll(() => lines.find(({ msg, job }) => msg === 'job' && job === 'close-policy'), { timeout: 20_000 })
      .toMatchObject({ requestId, jobId: expect.stringContaining('outbox-') as string })
  } finally {
    await stop()
    await outbox.close()
  }
})
