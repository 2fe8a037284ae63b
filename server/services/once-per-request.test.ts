import { describe, expect, it } from 'vitest'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from './context.ts'
import { oncePerRequest, withReadCache } from './once-per-request.ts'

const platform = useTestPlatform()

const counting = () => {
  let reads = 0
  return oncePerRequest(async (_ctx, key) => `${key} ${++reads}`)
}

describe('a read cached per request', () => {
  it('runs once per key, however many callers there are', async () => {
    const read = counting()
    const ctx = withReadCache(platform.ctx())
    expect(await Promise.all([read(ctx, 'a'), read(ctx, 'a'), read(ctx, 'b')])).toEqual(['a 1', 'a 1', 'b 2'])
    expect(await read(ctx, 'a')).toBe('a 1')
  })

  it('runs again in another request, and outside one', async () => {
    const read = counting()
    expect(await read(withReadCache(platform.ctx()), 'a')).toBe('a 1')
    expect(await read(withReadCache(platform.ctx()), 'a')).toBe('a 2')
    const forgetful = platform.ctx()
    expect([await read(forgetful, 'a'), await read(forgetful, 'a')]).toEqual(['a 3', 'a 4'])
  })

  it('runs again in and after a transaction: a page sees its action’s own writes', async () => {
    const read = counting()
    const ctx = withReadCache(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await read(ctx, 'a')).toBe('a 1')
    expect(await transact(ctx, (tx) => read(tx, 'a'))).toBe('a 2')
    expect(await read(ctx, 'a')).toBe('a 3')
    expect(await read(ctx, 'a')).toBe('a 3')
  })
})
