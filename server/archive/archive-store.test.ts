import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ArchiveStore } from './archive-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openS3Store } from './s3-store.ts'

// Both stores, the second against a server that speaks S3 and computes signatures, though not of what it is sent: for that see
// server/services/backups/signed-bucket.test.ts.

const KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1' }
let dir = ''
let server: S3rver | null = null
const stores: Record<string, ArchiveStore> = {}

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'archive-store-'))
  server = new S3rver({
    ...{ port: 0, address: '127.0.0.1', silent: true, directory: path.join(dir, 's3') },
    configureBuckets: [{ name: 'backups', configs: [] }],
  })
  const { port } = await server.run()
  const bucket = `http://127.0.0.1:${port}/backups`
  stores.folder = openFolderStore(path.join(dir, 'folder'))
  stores.bucket = openS3Store({ url: bucket, ...KEYS })
  stores['folder of a bucket'] = openS3Store({ url: `${bucket}/some/folder/`, ...KEYS })
  stores['of somebody unknown'] = openS3Store({ url: bucket, ...KEYS, accessKeyId: 'unknown' })
  stores['with another secret'] = openS3Store({ url: bucket, ...KEYS, secretAccessKey: 'guessed' })
})
afterAll(async () => {
  await server?.close()
  await rm(dir, { recursive: true, force: true })
})

const storeOf = (name: string): ArchiveStore => {
  const store = stores[name]
  if (!store) throw new Error(`no store ${name}`)
  return store
}
async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 100_000) yield content.subarray(at, at + 100_000)
}
async function read(store: ArchiveStore, name: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of (await store.get(name)) as AsyncIterable<Uint8Array>) parts.push(part)
  return Buffer.concat(parts)
}

describe.each(['folder', 'bucket', 'folder of a bucket'])('a store of archives: %s', (kind) => {
  // One that fits one request, and one in several parts.
  it.each([0, 5_000, 8 * 1024 * 1024, 20 * 1024 * 1024 + 7])(
    'gives back what it got: %i bytes',
    async (size) => {
      const store = storeOf(kind)
      const content = randomBytes(size)
      const name = `galaxies/x/2102-01-01T00-00-00-000Z-${size}.backup`
      await store.put(name, pieces(content))
      expect((await read(store, name)).equals(content)).toBe(true)
      expect(await store.list()).toContainEqual({ name, bytes: size })
      await store.remove(name)
      await store.remove(name)
      await expect(store.get(name)).rejects.toMatchObject({ reason: 'missing' })
      expect((await store.list()).map((stored) => stored.name)).not.toContain(name)
    },
  )

  it.each([1_000, 20 * 1024 * 1024])(
    'keeps nothing of what failed on the way: after %i bytes',
    async (size) => {
      const store = storeOf(kind)
      const failing = async function* () {
        yield* pieces(randomBytes(size))
        throw new Error('the database is gone')
      }
      await expect(store.put('platform/failed.backup', failing())).rejects.toThrow('the database is gone')
      expect(await store.list()).toEqual([])
    },
  )
})

it.each([
  ['of somebody unknown', /answered 403 InvalidAccessKeyId/],
  ['with another secret', /answered 403 SignatureDoesNotMatch/],
])('says what the service says when it refuses: %s', async (kind, message) => {
  await expect(storeOf(kind).put('x.backup', pieces(Buffer.from('x')))).rejects.toThrow(message)
  await expect(storeOf(kind).list()).rejects.toThrow(message)
})

it('keeps files from other users, and its folder from names that lead out of it', async () => {
  const store = storeOf('folder')
  await expect(store.put('../outside', pieces(Buffer.from('x')))).rejects.toThrow('not in the folder')
  expect(await readdir(dir)).not.toContain('outside')
})
