import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ArchiveError } from './archive.ts'
import { seal, unseal } from './sealed-stream.ts'

const KEY = randomBytes(32)
const CHUNK = 64 * 1024
const HEADER = 48

async function* pieces(content: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}
async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
const sealed = (content: Buffer) => whole(seal(KEY, pieces(content)))
const opened = (content: Buffer, key = KEY) => whole(unseal([key], pieces(content, 7_777)))
const reasonOf = (content: Buffer, key = KEY) =>
  opened(content, key).then(
    () => null,
    (error: unknown) => (error instanceof ArchiveError ? error.reason : error),
  )

describe('a sealed stream', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])(
    'opens to what was sealed: %i bytes',
    async (bytes) => {
      const content = randomBytes(bytes)
      expect((await opened(await sealed(content))).equals(content)).toBe(true)
    },
  )

  it('never seals the same content alike', async () => {
    const content = Buffer.from('the same')
    expect((await sealed(content)).equals(await sealed(content))).toBe(false)
  })

  it('is refused when any part of it was changed', async () => {
    const good = await sealed(randomBytes(2 * CHUNK + 5))
    for (const at of [0, HEADER - 1, HEADER, HEADER + CHUNK, good.length - 1]) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ 1
      expect(await reasonOf(bad), `byte ${at}`).toBe('damaged')
    }
  })

  it('is refused when its end is cut off, even between two chunks', async () => {
    const good = await sealed(randomBytes(2 * CHUNK + 5))
    for (const length of [0, 10, HEADER, HEADER + CHUNK + 16, HEADER + 2 * (CHUNK + 16), good.length - 1])
      expect(await reasonOf(good.subarray(0, length)), `${length} bytes`).toBe('damaged')
  })

  it('is refused when chunks change places or come twice', async () => {
    const good = await sealed(randomBytes(3 * CHUNK))
    const chunk = (n: number) => good.subarray(HEADER + n * (CHUNK + 16), HEADER + (n + 1) * (CHUNK + 16))
    const head = good.subarray(0, HEADER)
    expect(await reasonOf(Buffer.concat([head, chunk(1), chunk(0), chunk(2)]))).toBe('damaged')
    expect(await reasonOf(Buffer.concat([head, chunk(0), chunk(0), chunk(1), chunk(2)]))).toBe('damaged')
  })

  it('tells a wrong secret from damage', async () => {
    expect(await reasonOf(await sealed(Buffer.from('x')), randomBytes(32))).toBe('other-secret')
  })
})
