import { describe, expect, it } from 'vitest'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from './context.ts'
import { oncePerRequest, withReadCache } from './once-per-request.ts'

const platform = useTestPlatform()

const counting = () => {
  let reads = 0
  return oncePerRequest(async (_ctx, key) => `${key} ${++reads}`)
}

describe('a remembered read', () => {
  it('happens once for each key, however many ask for it at the same time', async () => {
    const read = counting()
    const ctx = withReadCache(platform.ctx())
    expect(await Promise.all([read(ctx, 'a'), read(ctx, 'a'), read(ctx, 'b')])).toEqual(['a 1', 'a 1', 'b 2'])
    expect(await read(ctx, 'a')).toBe('a 1')
  })

  it('is read anew in another request, and where nothing is remembered', async () => {
    const read = counting()
    expect(await read(withReadCache(platform.ctx()), 'a')).toBe('a 1')
    expect(await read(withReadCache(platform.ctx()), 'a')).toBe('a 2')
    const forgetful = platform.ctx()
    expect([await read(forgetful, 'a'), await read(forgetful, 'a')]).toEqual(['a 3', 'a 4'])
  })

  it('is read anew within a transaction and after it: an action’s own writes are seen by the page that follows', async () => {
    const read = counting()
    const ctx = withReadCache(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await read(ctx, 'a')).toBe('a 1')
    expect(await transact(ctx, (tx) => read(tx, 'a'))).toBe('a 2')
    expect(await read(ctx, 'a')).toBe('a 3')
    expect(await read(ctx, 'a')).toBe('a 3')
  })
})
