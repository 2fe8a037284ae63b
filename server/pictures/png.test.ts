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
})
