import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type ReadableStream as NodeReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { ArchiveError, type StoredArchive } from './archive.ts'
import { type ArchiveStore } from './archive-store.ts'

export type S3Settings = {
  /** Address of the bucket, with a folder if wanted: `https://s3.example.com/bucket/folder`. */
  url: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

type Body = string | Uint8Array<ArrayBuffer>

/** At least 5 MiB each but the last, and at most 10,000 of them: enough for 80 GB. One is in memory at a time. */
const PART_BYTES = 8 * 1024 * 1024
/** Time for one request. */
const REQUEST_MS = 300_000
const RETRIES = 4

/** Archives in a bucket of any service that speaks S3, addressed by path. */
export function openS3Store({ url, region, accessKeyId, secretAccessKey }: S3Settings): ArchiveStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES })
  const [bucket, prefix] = bucketOf(url)

  const send = async (address: string, init: { method?: string; body?: Body } = {}): Promise<Response> => {
    const response = await client.fetch(address, {
      ...init,
      // Signed with the rest: nobody on the way can change what is stored.
      headers: { 'X-Amz-Content-Sha256': hashOf(init.body ?? '') },
      signal: AbortSignal.timeout(REQUEST_MS),
    })
    if (response.ok) return response
    const body = await response.text()
    const code = elementOf(body, 'Code') ?? ''
    if (response.status === 404) throw new ArchiveError('missing', `There is no such backup (${code}).`)
    throw new Error(
      `The backup store answered ${response.status} ${code}: ${elementOf(body, 'Message') ?? ''}`,
    )
  }
  const addressOf = (name: string) =>
    `${bucket}/${(prefix + name).split('/').map(encodeURIComponent).join('/')}`

  const upload = async (
    address: string,
    parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
    first: Uint8Array<ArrayBuffer>,
  ) => {
    const begun = await (await send(`${address}?uploads=`, { method: 'POST' })).text()
    const id = elementOf(begun, 'UploadId')
    if (id === null) throw new Error('The backup store began no upload.')
    const query = `uploadId=${encodeURIComponent(id)}`
    try {
      const tags: string[] = []
      const put = async (body: Uint8Array<ArrayBuffer>) => {
        const number = tags.length + 1
        const response = await send(`${address}?partNumber=${number}&${query}`, { method: 'PUT', body })
        await response.arrayBuffer()
        tags.push(response.headers.get('etag') ?? '')
      }
      await put(first)
      for await (const part of parts) await put(part)
      const list = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`)
      const done = await send(`${address}?${query}`, {
        method: 'POST',
        body: `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`,
      })
      // A failure that comes late is told in an answer of 200.
      const answer = await done.text()
      const code = elementOf(answer, 'Code')
      if (code !== null) throw new Error(`The backup store did not complete an upload: ${code}`)
    } catch (error) {
      await send(`${address}?${query}`, { method: 'DELETE' }).catch(() => undefined)
      throw error
    }
  }

  return {
    put: async (name, content) => {
      const parts = inParts(content)
      const first = await parts.next()
      const body = first.done ? new Uint8Array() : first.value
      if (body.length < PART_BYTES) {
        await (await send(addressOf(name), { method: 'PUT', body })).arrayBuffer()
        return
      }
      await upload(addressOf(name), parts, body)
    },
    get: async (name) => {
      const { body } = await send(addressOf(name))
      if (!body) throw new ArchiveError('missing', `The backup ${name} is empty.`)
      // Two declarations of one class: that of the browser's types and that of Node's.
      return Readable.fromWeb(body as NodeReadableStream)
    },
    remove: async (name) => {
      await send(addressOf(name), { method: 'DELETE' }).catch((error: unknown) => {
        if (!(error instanceof ArchiveError && error.reason === 'missing')) throw error
      })
    },
    list: async () => {
      const found: StoredArchive[] = []
      let after: string | null = null
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix })
        if (after !== null) query.set('continuation-token', after)
        const page: string = await (await send(`${bucket}?${query}`)).text()
        for (const [, entry = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs))
          found.push({
            name: (elementOf(entry, 'Key') ?? '').slice(prefix.length),
            bytes: Number(elementOf(entry, 'Size')),
          })
        after = elementOf(page, 'NextContinuationToken')
      } while (after !== null)
      return found
    },
  }
}

const hashOf = (body: Body): string => createHash('sha256').update(body).digest('hex')

/** The bucket's own address, and the folder in it, ended by a slash. */
function bucketOf(url: string): [string, string] {
  const { origin, pathname } = new URL(url)
  const [bucket = '', ...folder] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
  return [`${origin}/${encodeURIComponent(bucket)}`, folder.map((name) => `${name}/`).join('')]
}

async function* inParts(content: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let part = new Uint8Array(PART_BYTES)
  let filled = 0
  for await (let piece of content) {
    while (piece.length > 0) {
      const fits = piece.subarray(0, PART_BYTES - filled)
      part.set(fits, filled)
      filled += fits.length
      piece = piece.subarray(fits.length)
      if (filled < PART_BYTES) continue
      yield part
      part = new Uint8Array(PART_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}

/** The text of the first element of this name. Names of archives need no unescaping. */
const elementOf = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? null
