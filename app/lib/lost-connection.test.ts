import { describe, expect, it } from 'vitest'
import { guardFetch, type ConnectionNews } from './lost-connection.ts'

const DATA = new URL('http://game.test/governor/aurora/economy.data')

/** A network that fails the given number of times, then responds. */
function network({ failures, online = true }: { failures: number; online?: boolean }) {
  const news: ConnectionNews[] = []
  let asked = 0
  const guarded = guardFetch({
    fetch: (_input, init) => {
      asked += 1
      if (init?.signal?.aborted) return Promise.reject(new DOMException('gone', 'AbortError'))
      return asked <= failures
        ? Promise.reject(new TypeError('Failed to fetch'))
        : Promise.resolve(new Response('fresh'))
    },
    isOnline: () => online,
    notify: (one) => news.push(one),
    waitForRetry: () => Promise.resolve(),
  })
  return { guarded, news, asked: () => asked }
}

describe('a page whose connection is lost', () => {
  it('keeps a form that could not be sent and says so', async () => {
    const { guarded, news, asked } = network({ failures: 1, online: false })
    const answer = await guarded(DATA, { method: 'POST' })
    expect(answer.status).toBe(204)
    expect(news).toEqual(['not-sent'])
    expect(asked()).toBe(1)
  })

  it('does not claim that nothing was sent if the response got lost, and never resends', async () => {
    const { guarded, news, asked } = network({ failures: 1 })
    await guarded(DATA, { method: 'POST' })
    expect(news).toEqual(['unanswered'])
    expect(asked()).toBe(1)
  })

  it('retries data requests until they succeed, with one message', async () => {
    const { guarded, news } = network({ failures: 4 })
    expect(await (await guarded(DATA)).text()).toBe('fresh')
    expect(news).toEqual(['waiting'])
  })

  it('stops retrying aborted requests', async () => {
    const { guarded } = network({ failures: 100 })
    const leaving = new AbortController()
    const waiting = guarded(DATA, { signal: leaving.signal })
    leaving.abort()
    await expect(waiting).rejects.toThrow()
  })

  it('does not touch other requests', async () => {
    const { guarded, news } = network({ failures: 1 })
    await expect(guarded('/trpc/status')).rejects.toThrow('Failed to fetch')
    expect(news).toEqual([])
  })
})
