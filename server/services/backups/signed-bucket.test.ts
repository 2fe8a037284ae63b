import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withClient } from '#db/connections.ts'
import { openArchive } from '#server/archive/open-archive.ts'
import { openS3Store, type S3Settings } from '#server/archive/s3-store.ts'
import { databaseOf, dropDatabase, withDatabase, withoutLogin } from '#server/postgres/databases.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { hasSwift, PAGE, startSwift, type SwiftServer } from '#server/testing/swift-server.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const SLOW = { timeout: 300_000 }
const ONE_PART = 5_000
const SEVERAL_PARTS = 20 * 1024 * 1024 + 7

describe.skipIf(!hasSwift)('a bucket whose server checks signatures', SLOW, () => {
  const platform = useTestPlatform()
  let swift: SwiftServer

  beforeAll(async () => {
    swift = await startSwift()
  }, 300_000)
  afterAll(() => swift.stop())

  const inFolder = (changed: Partial<S3Settings> = {}): S3Settings => ({
    ...swift.bucket,
    url: `${swift.bucket.url}/a folder of ${randomUUID().slice(0, 8)}`,
    ...changed,
  })

  it('keeps a backup of the platform: made, read to its end, listed, loaded, erased', async () => {
    const user = await makeUser(platform)
    const key = randomBytes(32)
    const archive = openArchive(
      { backupS3: inFolder(), backupDir: '' },
      { ownerUrl: platform.url, keys: () => [key], root: process.cwd() },
    )
    const location = withoutLogin(platform.url)
    const source = { kind: 'platform' as const, location, databaseName: databaseOf(platform.url) }
    const name = `platform/${randomUUID()}.backup`
    const made = await archive.snapshot(source, name)
    expect(await archive.verify(name)).toEqual(made)
    expect(await archive.list()).toEqual([{ name, bytes: made.bytes }])
    const databaseName = `sw_drill_${randomUUID().replaceAll('-', '')}`
    await archive.restore(name, { ...source, databaseName })
    const connectionString = withDatabase(inject('postgresUrl'), databaseName)
    const { rows } = await withClient({ connectionString }, (client) =>
      client.query('select callsign from users where id = $1', [user.userId]),
    )
    expect(rows).toEqual([{ callsign: user.callsign }])
    await dropDatabase(inject('postgresUrl'), databaseName)
    await archive.erase(name)
    await expect(archive.verify(name)).rejects.toMatchObject({ reason: 'missing' })
    expect(await archive.list()).toEqual([])
  })

  it.each([0, ONE_PART, 8 * 1024 * 1024, SEVERAL_PARTS])('gives back what it got: %i bytes', async (size) => {
    const store = openS3Store(inFolder())
    const content = randomBytes(size)
    const name = `galaxies/with space & sign+/${size}.backup`
    await store.put(name, pieces(content))
    const given = await buffer((await store.get(name)) as AsyncIterable<Uint8Array>)
    expect(given.equals(content)).toBe(true)
    await store.remove(name)
    await store.remove(name)
    expect(await store.list()).toEqual([])
  })

  it('lists more than one page', async () => {
    const store = openS3Store(inFolder())
    const names = Array.from({ length: 2 * PAGE + 1 }, (_, at) => `many/${at}.backup`)
    for (const name of names) await store.put(name, pieces(Buffer.from('x')))
    expect((await store.list()).map(({ name }) => name).sort()).toEqual(names)
  })

  it.each([
    ['another secret', { secretAccessKey: 'not-the-secret' }, 'SignatureDoesNotMatch'],
    ['an unknown key', { accessKeyId: 'test:nobody' }, 'answered 403'],
    ['another region', { region: 'mars-1' }, 'AuthorizationHeaderMalformed'],
  ])('refuses %s', async (_what, changed, code) => {
    const store = openS3Store(inFolder(changed))
    await expect(store.put('x.backup', pieces(Buffer.from('x')))).rejects.toThrow(code)
    await expect(store.list()).rejects.toThrow(code)
  })

  describe('behind somebody who changes what is sent', () => {
    let between: Server
    let change: (body: Buffer, asked: IncomingMessage) => Buffer = (body) => body

    beforeAll(async () => {
      const { hostname, port } = new URL(swift.bucket.url)
      between = createServer((asked, answer) => {
        void buffer(asked).then((body) => {
          const { method, url, headers } = asked
          const passed = request({ hostname, port, method, path: url, headers }, (given) => {
            answer.writeHead(given.statusCode ?? 500, given.headers)
            given.pipe(answer)
          })
          passed.end(change(body, asked))
        })
      }).listen(0, '127.0.0.1')
      await once(between, 'listening')
    })
    afterAll(() => between.close())

    it.each([ONE_PART, SEVERAL_PARTS])(
      'keeps nothing that is not what was signed: %i bytes',
      async (size) => {
        const settings = inFolder()
        const url = new URL(settings.url)
        url.port = String((between.address() as AddressInfo).port)
        const store = openS3Store({ ...settings, url: url.href })
        const put = () => store.put('x.backup', pieces(randomBytes(size)))
        await put()
        await store.remove('x.backup')

        change = (body, { method }) => {
          if (method === 'PUT') body[100] = (body[100] ?? 0) ^ 1
          return body
        }
        await expect(put()).rejects.toThrow(/The backup store answered 4\d\d/)
        change = (body) => body
        expect(await store.list()).toEqual([])
      },
    )
  })
})

async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 100_000) yield content.subarray(at, at + 100_000)
}
