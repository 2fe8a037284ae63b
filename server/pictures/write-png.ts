import { crc32, deflateSync } from 'node:zlib'
import { FILTERS, predicted, type Filter } from './png-filters.ts'

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const PALETTE_MAX = 256

/**
 * Writes pixels as a PNG of eight bits: with a palette where there are few colours, without alpha where all of it is opaque. Equal pixels
 * make equal files.
 * @param rgba four bytes for each pixel, row by row
 */
export function writePng(width: number, height: number, rgba: Buffer): Buffer {
  const palette = paletteOf(rgba)
  const colours = palette ? 3 : isOpaque(rgba) ? 2 : 6
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colours, 0, 0, 0], 8)
  const rows = palette
    ? filtered(palette.indices, { height, bytes: 1, filters: [0] })
    : filtered(colours === 2 ? withoutAlpha(rgba) : rgba, {
        ...{ height, bytes: colours === 2 ? 3 : 4, filters: FILTERS },
      })
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette.colours), chunk('tRNS', palette.alphas)] : []),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The colours in the order in which they come, and each pixel's; null where they are too many. */
function paletteOf(rgba: Buffer): { colours: Buffer; alphas: Buffer; indices: Buffer } | null {
  const known = new Map<number, number>()
  const indices = Buffer.alloc(rgba.length / 4)
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const colour = rgba.readUInt32BE(pixel * 4)
    const index = known.get(colour) ?? known.size
    if (index >= PALETTE_MAX) return null
    known.set(colour, index)
    indices[pixel] = index
  }
  const colours = [...known.keys()]
  return {
    colours: Buffer.from(
      colours.flatMap((colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255]),
    ),
    alphas: Buffer.from(colours.map((colour) => colour & 255)),
    indices,
  }
}

function isOpaque(rgba: Buffer): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false
  return true
}

function withoutAlpha(rgba: Buffer): Buffer {
  const rgb = Buffer.alloc((rgba.length / 4) * 3)
  for (let pixel = 0; pixel < rgba.length / 4; pixel++) rgba.copy(rgb, pixel * 3, pixel * 4, pixel * 4 + 3)
  return rgb
}

type Shape = {
  height: number
  /** Of a pixel. */
  bytes: number
  filters: readonly Filter[]
}

/** The rows with the filter each that leaves the least: the smallest sum of absolute differences (PNG specification, 12.7). */
function filtered(samples: Buffer, { height, bytes, filters }: Shape): Buffer {
  const stride = samples.length / height
  const rows = Array.from({ length: height }, (_, y) => {
    const row = samples.subarray(y * stride, (y + 1) * stride)
    const above = y === 0 ? Buffer.alloc(stride) : samples.subarray((y - 1) * stride, y * stride)
    return filters
      .map((filter) => filterRow(row, above, { filter, bytes }))
      .reduce((best, next) => (next.left < best.left ? next : best)).stored
  })
  return Buffer.concat(rows)
}

function filterRow(row: Buffer, above: Buffer, { filter, bytes }: { filter: Filter; bytes: number }) {
  const stored = Buffer.alloc(row.length + 1)
  stored[0] = filter
  let left = 0
  for (let x = 0; x < row.length; x++) {
    const [before, corner] = x < bytes ? [0, 0] : [row[x - bytes] ?? 0, above[x - bytes] ?? 0]
    const rest = ((row[x] ?? 0) - predicted(filter, before, above[x] ?? 0, corner)) & 255
    stored[x + 1] = rest
    left += Math.min(rest, 256 - rest)
  }
  return { stored, left }
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const around = Buffer.alloc(4)
  around.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([around, named, sum])
}
