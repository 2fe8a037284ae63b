import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { ArchiveError } from './archive.ts'

// Authenticated encryption of a stream in chunks (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each chunk
// is sealed with its number and whether it is the last, so that none can be changed, moved, left out or cut off. Each file has a key
// of its own, so that no nonce is ever used twice.

const MAGIC = Buffer.from('SW2102B1')
const SALT_BYTES = 32
const KEY_ID_BYTES = 8
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + SALT_BYTES
const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16
const NONCE_BYTES = 12

/** Encrypts a stream. @param key 32 bytes. */
export async function* seal(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES)
  const header = Buffer.concat([MAGIC, keyId(key), salt])
  const own = fileKey(key, salt)
  yield header
  let number = 0
  for await (const { block, isLast } of blocksOf(CHUNK_BYTES, source)) {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(number++, isLast))
    cipher.setAAD(header)
    yield Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()])
  }
}

/** Decrypts what `seal` made with one of the keys. @throws ArchiveError, at the latest at its end, when anything of it was changed. */
export async function* unseal(
  keys: readonly Buffer[],
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]()
  let begun: Buffer = Buffer.alloc(0)
  while (begun.length < HEADER_BYTES) {
    const next = await pieces.next()
    if (next.done) throw damaged()
    begun = Buffer.concat([begun, next.value])
  }
  const header = begun.subarray(0, HEADER_BYTES)
  const own = keyOf(header, keys)
  let number = 0
  const sealed = blocksOf(CHUNK_BYTES + TAG_BYTES, continued(begun.subarray(HEADER_BYTES), pieces))
  for await (const { block, isLast } of sealed) {
    if (block.length < TAG_BYTES) throw damaged()
    const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(number++, isLast))
    decipher.setAAD(header)
    decipher.setAuthTag(block.subarray(block.length - TAG_BYTES))
    yield openBlock(() =>
      Buffer.concat([decipher.update(block.subarray(0, block.length - TAG_BYTES)), decipher.final()]),
    )
  }
}

function openBlock(open: () => Buffer): Buffer {
  try {
    return open()
  } catch (error) {
    throw damaged(error)
  }
}

/** Blocks of one size; only the last, which is marked, may be shorter. */
async function* blocksOf(
  size: number,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<{ block: Buffer; isLast: boolean }> {
  let parts: Buffer[] = []
  let held = 0
  for await (const piece of source) {
    parts.push(piece)
    held += piece.length
    // A block goes on only when something follows it: the last one is sealed as the last.
    if (held <= size) continue
    const all = Buffer.concat(parts)
    let at = 0
    for (; all.length - at > size; at += size) yield { block: all.subarray(at, at + size), isLast: false }
    parts = [all.subarray(at)]
    held = all.length - at
  }
  yield { block: Buffer.concat(parts), isLast: true }
}

async function* continued(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** Names a key without telling anything about it, so that a wrong secret can be told from a damaged file. */
const keyId = (key: Buffer): Buffer =>
  createHmac('sha256', key).update('archive-key-id').digest().subarray(0, KEY_ID_BYTES)

const fileKey = (key: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, 'archive-file', 32))

function keyOf(header: Buffer, keys: readonly Buffer[]): Buffer {
  const salt = header.subarray(MAGIC.length + KEY_ID_BYTES)
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged()
  const id = header.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES)
  const key = keys.find((one) => keyId(one).equals(id))
  if (key) return fileKey(key, salt)
  throw new ArchiveError(
    'other-secret',
    'This backup was sealed with another secret. Set BACKUP_SECRET (or APP_SECRET, if there was none) as it was when the backup was made.',
  )
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(number, NONCE_BYTES - 5)
  nonce.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1)
  return nonce
}

const damaged = (cause?: unknown): ArchiveError =>
  new ArchiveError('damaged', 'This backup is damaged or cut off. Take another one.', { cause })
