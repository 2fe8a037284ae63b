import { crc32, inflateSync } from 'node:zlib'
import { allow, refuse, type Verdict } from '#server/domain/refusal.ts'
import { PICTURE_BOUNDS, PICTURE_TOO_LARGE } from '#server/domain/regions/emblem-rules.ts'
import { isFilter, predicted } from './png-filters.ts'
import { PNG_SIGNATURE, writePng } from './write-png.ts'

export type PictureRefusal = 'too-large' | 'not-a-png' | 'kind-of-png' | 'pixels'

/** Samples of a pixel by PNG's colour types, at eight bits each. */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

type Header = { width: number; height: number; colours: number }
type Parts = Header & { palette: Buffer; alphas: Buffer; packed: Buffer }

/**
 * Decodes a PNG and writes it anew from its pixels alone: what comes out holds nothing else of what was sent, no text, no profile and
 * nothing behind the end. Takes PNGs of eight bits that are not interlaced, which is what programs write.
 */
export function rewritePng(sent: Uint8Array): Verdict<Buffer, PictureRefusal> {
  if (sent.length > PICTURE_BOUNDS.maxBytes) return refuse('too-large', PICTURE_TOO_LARGE)
  const parts = readParts(Buffer.from(sent))
  if (!parts.ok) return parts
  const { width, height } = parts.value
  const rows = unpack(parts.value)
  if (rows === null) return damaged
  const written = writePng(width, height, toRgba(parts.value, rows))
  return written.length > PICTURE_BOUNDS.maxWrittenBytes ? tooRich : allow(written)
}

const tooRich = refuse(
  'too-large',
  `The picture needs more than ${PICTURE_BOUNDS.maxWrittenBytes / 1024} KB as we write it. Use fewer pixels or fewer colours.`,
)
const damaged = refuse('not-a-png', 'This is no PNG picture, or it is damaged.')

/** Reads the chunks up to the end, each with its sum. @param file no longer than a picture may be */
function readParts(file: Buffer): Verdict<Parts, PictureRefusal> {
  if (!file.subarray(0, 8).equals(PNG_SIGNATURE)) return damaged
  let header: Header | null = null
  let palette: Buffer = Buffer.alloc(0)
  let alphas: Buffer = Buffer.alloc(0)
  const packed: Buffer[] = []
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at)
    if (at + 12 + length > file.length) return damaged
    const type = file.toString('latin1', at + 4, at + 8)
    const content = file.subarray(at + 8, at + 8 + length)
    if (crc32(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length)) return damaged
    at += 12 + length
    if (type === 'IHDR') {
      const read = readHeader(content)
      if (!read.ok) return read
      header = read.value
    } else if (header === null) return damaged
    else if (type === 'PLTE') palette = content
    else if (type === 'tRNS') alphas = content
    else if (type === 'IDAT') packed.push(content)
    else if (type === 'IEND') break
  }
  if (header === null || packed.length === 0) return damaged
  return allow({ ...header, palette, alphas, packed: Buffer.concat(packed) })
}

function readHeader(content: Buffer): Verdict<Header, PictureRefusal> {
  if (content.length !== 13) return damaged
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)]
  const [bits, colours, , , interlaced] = content.subarray(8)
  const { minPixels: min, maxPixels: max } = PICTURE_BOUNDS
  if (width !== height || width < min || width > max)
    return refuse('pixels', `The picture must be a square of ${min} to ${max} pixels.`)
  if (bits !== 8 || interlaced !== 0 || colours === undefined || SAMPLES[colours] === undefined)
    return refuse('kind-of-png', 'Save the PNG with 8 bits a channel and without interlacing.')
  return allow({ width, height, colours })
}

/** The samples without the filters of their rows; null where they are not as many as the header says. */
function unpack({ width, height, colours, packed }: Parts): Buffer | null {
  const bytes = SAMPLES[colours] ?? 1
  const stride = width * bytes
  let raw: Buffer
  try {
    raw = inflateSync(packed, { maxOutputLength: (stride + 1) * height })
  } catch {
    return null
  }
  if (raw.length !== (stride + 1) * height) return null
  const rows = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0
    if (!isFilter(filter)) return null
    for (let x = 0; x < stride; x++) {
      const left = x >= bytes ? (rows[y * stride + x - bytes] ?? 0) : 0
      const up = y > 0 ? (rows[(y - 1) * stride + x] ?? 0) : 0
      const corner = x >= bytes && y > 0 ? (rows[(y - 1) * stride + x - bytes] ?? 0) : 0
      const sample = raw[y * (stride + 1) + 1 + x] ?? 0
      rows[y * stride + x] = sample + predicted(filter, left, up, corner)
    }
  }
  return rows
}

function toRgba({ width, height, colours, palette, alphas }: Parts, rows: Buffer): Buffer {
  const rgba = Buffer.alloc(width * height * 4)
  const bytes = SAMPLES[colours] ?? 1
  const key = readKey(colours, alphas)
  const isKey = (sample: (n: number) => number) => key !== null && key.every((part, n) => part === sample(n))
  for (let pixel = 0; pixel < width * height; pixel++) {
    const sample = (n: number) => rows[pixel * bytes + n] ?? 0
    const index = sample(0)
    const [red, green, blue, alpha] =
      colours === 3
        ? [palette[index * 3], palette[index * 3 + 1], palette[index * 3 + 2], alphas[index] ?? 255]
        : bytes < 3
          ? [index, index, index, bytes === 2 ? sample(1) : isKey(sample) ? 0 : 255]
          : [index, sample(1), sample(2), bytes === 4 ? sample(3) : isKey(sample) ? 0 : 255]
    rgba.set([red ?? 0, green ?? 0, blue ?? 0, alpha], pixel * 4)
  }
  return rgba
}

/** The one colour that is transparent in a picture without alpha: of its two-byte samples eight bits count. */
function readKey(colours: number, alphas: Buffer): number[] | null {
  const samples = colours === 0 ? 1 : colours === 2 ? 3 : 0
  if (samples === 0 || alphas.length !== samples * 2) return null
  return Array.from({ length: samples }, (_, n) => alphas[n * 2 + 1] ?? 0)
}
