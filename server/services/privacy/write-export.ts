import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { EXPORT_PART_BYTES } from '#server/domain/privacy/export-rules.ts'
import { exportReadMe } from '#server/domain/privacy/export-read-me.ts'
import { type Ctx } from '../context.ts'
import { findExportEntries, type ExportEntry } from './export-entries.ts'

export type WrittenExport = { sizeBytes: number; unreached: string[] }

/**
 * Writes a person's export as a zip file, in parts of one size that `store` gets in order; rows are read as fast as parts are stored.
 * @throws what `store` throws, and then nothing more is read.
 */
export async function writeExport(
  ctx: Ctx,
  input: { userId: string; callsign: string; at: Date },
  store: (part: Buffer) => Promise<void>,
): Promise<WrittenExport> {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const unreached: string[] = []
  const stopped = new AbortController()
  const filled = fill(ctx, zip, { ...input, unreached, stopped: stopped.signal })
  // What cannot be read has to end the reading of the zip, and what cannot be stored the reading of the rows.
  filled.catch((error: Error) => output.destroy(error))
  try {
    const sizeBytes = await storeInParts(output, store)
    await filled
    return { sizeBytes, unreached }
  } finally {
    stopped.abort()
  }
}

type Filling = { userId: string; callsign: string; at: Date; unreached: string[]; stopped: AbortSignal }

async function fill(ctx: Ctx, zip: ZipFile, filling: Filling): Promise<void> {
  const { userId, callsign, at, unreached, stopped } = filling
  const names: string[] = []
  // An error of a file is thrown below; without this it would also be thrown at nobody.
  zip.on('error', () => undefined)
  for await (const entry of findExportEntries(ctx, userId, unreached)) {
    const text = Readable.from(jsonOf(entry), { objectMode: false, signal: stopped })
    zip.addReadStream(text, entry.name, { mtime: at })
    // One after another: what is not being compressed is not in memory.
    await finished(text)
    names.push(entry.name)
  }
  const { publicUrl } = ctx.config
  const readMe = exportReadMe({ callsign, at, names, unreached, privacyUrl: `${publicUrl}/privacy` })
  zip.addBuffer(Buffer.from(readMe), 'README.txt', { mtime: at })
  zip.end()
}

async function* jsonOf({ pages }: ExportEntry): AsyncGenerator<string> {
  let before = '[\n'
  for await (const rows of pages) {
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield '\n]\n'
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
