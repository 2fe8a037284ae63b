import { crc32, deflateSync } from 'node:zlib'

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** A chunk of a PNG with its checksum; `type` such as IDAT. */
export function pngChunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** The first chunk; `colours` is PNG's colour type, `bits` those of a channel. */
export function pngHeader(
  width: number,
  height: number,
  colours: number,
  { bits = 8, interlaced = 0 }: { bits?: number; interlaced?: number } = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bits, colours, 0, 0, interlaced], 8)
  return pngChunk('IHDR', header)
}

const SIDE = 64

/** A square of one colour with a script in a text beside it, which no browser must ever see. */
export function pngWithScript(colour: readonly [red: number, green: number, blue: number]): Buffer {
  const row = [0, ...Array.from({ length: SIDE }, () => colour).flat()]
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(SIDE, SIDE, 2),
    pngChunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script>')),
    pngChunk('IDAT', deflateSync(Buffer.from(Array.from({ length: SIDE }, () => row).flat()))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}
