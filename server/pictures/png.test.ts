import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PNG_SIGNATURE, pngChunk, pngHeader } from '../testing/make-png.ts'
import { PICTURE_BOUNDS } from '../domain/regions/emblem-rules.ts'
import { rewritePng } from './png.ts'

/** A picture of 32 pixels of grey, each row with another filter. */
const grey = (
  rows = Buffer.from(Array.from({ length: 32 * 33 }, (_, i) => (i % 33 === 0 ? (i / 33) % 5 : 1))),
) =>
  Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(32, 32, 0),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
/** A square without filters; `pixel` gives the samples at a place, `chunks` come before them. */
const picture = (
  side: number,
  colours: number,
  pixel: (x: number, y: number) => readonly number[],
  chunks: readonly Buffer[] = [],
) => {
  const rows = Array.from({ length: side }, (_, y) => [
    0,
    ...Array.from({ length: side }, (_, x) => pixel(x, y)).flat(),
  ]).flat()
  return Buffer.concat([
    ...[PNG_SIGNATURE, pngHeader(side, side, colours), ...chunks],
    ...[pngChunk('IDAT', deflateSync(Buffer.from(rows))), pngChunk('IEND', Buffer.alloc(0))],
  ])
}
/** A byte that looks like chance, the same each time. */
const noise = (at: number) => {
  const mixed = Math.imul(at + 1, 2_654_435_761)
  return (Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) >>> 24) & 255
}
const reasonOf = (sent: Uint8Array) => {
  const verdict = rewritePng(sent)
  return verdict.ok ? 'taken' : verdict.reason
}

describe('a picture that somebody sends', () => {
  it('comes out as its pixels alone, the same however often', () => {
    const script = pngChunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script>'))
    const sent = Buffer.concat([
      grey().subarray(0, 33),
      script,
      grey().subarray(33),
      Buffer.from('<svg onload=x>'),
    ])
    const verdict = rewritePng(sent)
    if (!verdict.ok) throw new Error(verdict.message)
    expect(verdict.value.includes('script')).toBe(false)
    expect(verdict.value.includes('svg')).toBe(false)
    expect(verdict.value.subarray(0, 8)).toEqual(PNG_SIGNATURE)
    expect(rewritePng(verdict.value)).toEqual(verdict)
    expect(rewritePng(grey())).toEqual(verdict)
  })

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-a-png'],
    ['nothing', Buffer.alloc(0), 'not-a-png'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'not-a-png'],
    ['more than a picture may have', Buffer.alloc(PICTURE_BOUNDS.maxBytes + 1), 'too-large'],
    ['no square', Buffer.concat([PNG_SIGNATURE, pngHeader(32, 64, 0)]), 'pixels'],
    ['too many pixels', Buffer.concat([PNG_SIGNATURE, pngHeader(50_000, 50_000, 6)]), 'pixels'],
    ['16 bits', Buffer.concat([PNG_SIGNATURE, pngHeader(32, 32, 6, { bits: 16 })]), 'kind-of-png'],
    ['interlaced', Buffer.concat([PNG_SIGNATURE, pngHeader(32, 32, 6, { interlaced: 1 })]), 'kind-of-png'],
    [
      'no pixels',
      Buffer.concat([PNG_SIGNATURE, pngHeader(32, 32, 0), pngChunk('IEND', Buffer.alloc(0))]),
      'not-a-png',
    ],
    ['too few pixels', grey(Buffer.alloc(33)), 'not-a-png'],
    ['a bomb: far more than it says', grey(Buffer.alloc(50_000_000)), 'not-a-png'],
    ['an unknown filter', grey(Buffer.alloc(32 * 33, 9)), 'not-a-png'],
    ['a wrong sum', Buffer.from(grey()).fill(0, 40, 44), 'not-a-png'],
  ])('is refused: %s', (_what, sent, reason) => {
    expect(reasonOf(sent)).toBe(reason)
  })

  it('is refused or taken, whatever is broken about it, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(grey().length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const broken = Buffer.from(grey())
        for (const [at, byte] of changes) broken[at] = byte
        expect(() => rewritePng(broken)).not.toThrow()
      }),
    )
  })

  it('with a palette keeps its colours and what is transparent', () => {
    const rows = Buffer.alloc(32 * 33)
    const palette = pngChunk('PLTE', Buffer.from([10, 20, 30]))
    const sent = Buffer.concat([
      ...[PNG_SIGNATURE, pngHeader(32, 32, 3), palette, pngChunk('tRNS', Buffer.from([7]))],
      ...[pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))],
    ])
    const rgba = Buffer.concat([
      ...[PNG_SIGNATURE, pngHeader(32, 32, 6)],
      pngChunk(
        'IDAT',
        deflateSync(
          Buffer.from(
            Array.from({ length: 32 }, () => [
              0,
              ...Array.from({ length: 32 }, () => [10, 20, 30, 7]).flat(),
            ]).flat(),
          ),
        ),
      ),
      pngChunk('IEND', Buffer.alloc(0)),
    ])
    expect(rewritePng(sent)).toEqual(rewritePng(rgba))
  })

  it('keeps the one colour that is transparent in a picture without alpha', () => {
    const [colour, other] = [
      [10, 20, 30],
      [10, 20, 31],
    ]
    const rgb = picture(32, 2, (x) => (x === 0 ? colour : other), [
      pngChunk('tRNS', Buffer.from([0, 10, 0, 20, 0, 30])),
    ])
    expect(rewritePng(rgb)).toEqual(
      rewritePng(picture(32, 6, (x) => (x === 0 ? [...colour, 0] : [...other, 255]))),
    )
    const key = pngChunk('tRNS', Buffer.from([0, 7]))
    expect(rewritePng(picture(32, 0, (x) => [x === 0 ? 7 : 8], [key]))).toEqual(
      rewritePng(picture(32, 6, (x) => (x === 0 ? [7, 7, 7, 0] : [8, 8, 8, 255]))),
    )
  })

  it('comes out with the same pixels, whatever they are, and stays as it is from then on', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.array(byte, { minLength: 40, maxLength: 40 }), fc.boolean(), (bytes, isOpaque) => {
        const pixels = (x: number, y: number) => [
          ...[bytes[x] ?? 0, (bytes[y] ?? 0) + x, x * y].map((part) => part & 255),
          isOpaque ? 255 : (bytes[(x + y) % 40] ?? 0),
        ]
        const verdict = rewritePng(picture(32, 6, pixels))
        if (!verdict.ok) throw new Error(verdict.message)
        expect(rewritePng(verdict.value)).toEqual(verdict)
        if (isOpaque) expect(rewritePng(picture(32, 2, (x, y) => pixels(x, y).slice(0, 3)))).toEqual(verdict)
      }),
    )
  })

  it('needs about as many bytes as it had: soft colours have filters, few colours a palette', () => {
    const soft = (x: number, y: number) => [x >> 1, y >> 1, (x + y) >> 2]
    const sizeOf = (sent: Buffer) => {
      const verdict = rewritePng(sent)
      return verdict.ok ? verdict.value.length : verdict.reason
    }
    expect(sizeOf(picture(256, 2, soft))).toBeLessThan(2_000)
    const few = picture(256, 2, (x, y) => {
      const dot = noise(y * 256 + x) >>> 3
      return [dot * 8, 255 - dot, dot]
    })
    expect(sizeOf(few)).toBeLessThan(256 * 256 * 0.66)
  })

  it('is refused where it would need far more bytes than it had', () => {
    // Rows come again just within what can be referred to; with alpha they are out of its reach.
    const pixel = (x: number, y: number) => [0, 1, 2].map((n) => noise(((y % 21) * 512 + x) * 3 + n))
    const key = pngChunk('tRNS', Buffer.from(pixel(0, 0).flatMap((part) => [0, part])))
    const sent = picture(512, 2, pixel, [key])
    expect(sent.length).toBeLessThan(PICTURE_BOUNDS.maxBytes)
    expect(reasonOf(sent)).toBe('too-large')
  })
})
