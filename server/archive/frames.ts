import { ArchiveError } from './archive.ts'

// The inside of an archive: parts, each a row of blocks with their lengths in front, ended by one of length 0.

const LENGTH_BYTES = 4
export const END_OF_PART = Buffer.alloc(LENGTH_BYTES)

export function frame(block: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(block.length)
  return Buffer.concat([length, block])
}

/** A part that is one value as JSON. */
export const jsonPart = (value: unknown): Buffer =>
  Buffer.concat([frame(Buffer.from(JSON.stringify(value))), END_OF_PART])

/** Reads parts in the order in which they were written. Blocks are passed on in pieces: none is held whole. */
export class PartReader {
  private readonly source: AsyncIterator<Buffer>
  private held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]()
  }

  /** The next part, piece by piece. Read it to its end before the next one. */
  async *part(): AsyncGenerator<Buffer> {
    for (;;) {
      let left = (await this.take(LENGTH_BYTES)).readUInt32BE()
      if (left === 0) return
      while (left > 0) {
        if (this.held.length === 0) await this.more()
        const piece = this.held.subarray(0, left)
        this.held = this.held.subarray(piece.length)
        left -= piece.length
        yield piece
      }
    }
  }

  async json(): Promise<unknown> {
    const pieces: Buffer[] = []
    for await (const piece of this.part()) pieces.push(piece)
    try {
      return JSON.parse(Buffer.concat(pieces).toString())
    } catch (error) {
      throw cutOff(error)
    }
  }

  /** @throws ArchiveError when anything is left: then the end was not verified. */
  async end(): Promise<void> {
    if (this.held.length > 0 || !(await this.source.next()).done) throw cutOff()
  }

  private async take(bytes: number): Promise<Buffer> {
    while (this.held.length < bytes) await this.more()
    const taken = this.held.subarray(0, bytes)
    this.held = this.held.subarray(bytes)
    return taken
  }

  private async more(): Promise<void> {
    const next = await this.source.next()
    if (next.done) throw cutOff()
    this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value])
  }
}

const cutOff = (cause?: unknown): ArchiveError =>
  new ArchiveError('damaged', 'This backup is damaged: its parts do not fit. Take another one.', { cause })
