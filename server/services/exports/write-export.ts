import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { EXPORT_PART_BYTES, type ExportedFile } from '#server/domain/privacy/export-rules.ts'
import { type ExportEntry } from './export-entry.ts'

export type ExportToWrite = {
  at: Date
  /** Each is read before the next is asked for. */
  entries: AsyncIterable<ExportEntry>
  /** The last files, which tell of the others. */
  closing: (files: readonly ExportedFile[]) => Readonly<Record<string, string>>
}

/**
 * Writes a zip file, in parts of one size that `store` gets in order; rows are read as fast as parts are stored. Returns its size in bytes, and its files.
 * @throws what `store` throws, and then nothing more is read.
 */
export async function writeExport(
  wanted: ExportToWrite,
  store: (part: Buffer) => Promise<void>,
): Promise<{ sizeBytes: number; files: ExportedFile[] }> {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const stopped = new AbortController()
  const filled = fill(zip, wanted, stopped.signal)
  // What cannot be read has to end the reading of the zip, and what cannot be stored the reading of the rows.
  filled.catch((error: Error) => output.destroy(error))
  try {
    const sizeBytes = await storeInParts(output, store)
    return { sizeBytes, files: await filled }
  } finally {
    stopped.abort()
  }
}

async function fill(
  zip: ZipFile,
  { at, entries, closing }: ExportToWrite,
  stopped: AbortSignal,
): Promise<ExportedFile[]> {
  const files: ExportedFile[] = []
  // An error of a file is thrown below; without this it would also be thrown at nobody.
  zip.on('error', () => undefined)
  for await (const entry of entries) {
    const written = { name: entry.name, bytes: 0, rows: 0, sha256: '' }
    const text = Readable.from(measured(entry, written), { objectMode: false, signal: stopped })
    zip.addReadStream(text, entry.name, { mtime: at })
    // One after another: what is not being compressed is not in memory.
    await finished(text)
    files.push(written)
  }
  for (const [name, text] of Object.entries(closing(files)))
    zip.addBuffer(Buffer.from(text), name, { mtime: at })
  zip.end()
  return files
}

/** The pieces of a file, noting what the manifest says of it. */
async function* measured(entry: ExportEntry, written: ExportedFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const text of entry.pieces((rows) => (written.rows += rows))) {
    const piece = Buffer.from(text)
    hash.update(piece)
    written.bytes += piece.length
    yield piece
  }
  written.sha256 = hash.digest('hex')
}

async function storeInParts(output: Readable, store: (part: Buffer) => Promise<void>): Promise<number> {
  let sizeBytes = 0
  let held: Buffer[] = []
  let heldBytes = 0
  for await (const chunk of output as AsyncIterable<Buffer>) {
    held.push(chunk)
    heldBytes += chunk.length
    while (heldBytes >= EXPORT_PART_BYTES) {
      const all = Buffer.concat(held)
      await store(all.subarray(0, EXPORT_PART_BYTES))
      sizeBytes += EXPORT_PART_BYTES
      held = [all.subarray(EXPORT_PART_BYTES)]
      heldBytes -= EXPORT_PART_BYTES
    }
  }
  if (heldBytes > 0) await store(Buffer.concat(held))
  return sizeBytes + heldBytes
}
