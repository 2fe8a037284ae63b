import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentsCsv, type PaymentLine } from './receipt.ts'

const line: PaymentLine = {
  ...{ at: '2102-06-15T08:00:00.000Z', kind: 'payment', number: '1A615453BF810315T' },
  ...{ saleNumber: '1A615453BF810315T', subject: 'The Reach', plan: 'Regional ownership' },
  ...{ amount: '25.00', currency: 'USD' },
}

describe('the CSV of payments', () => {
  it('has a header and a row for each payment', () => {
    const [header, paid, refunded, rest] = paymentsCsv([
      line,
      { ...line, kind: 'refund', amount: '-5.00' },
    ]).split('\r\n')
    expect(header).toBe('\uFEFFDate (UTC),Kind,Number,Payment,For,Plan,Amount,Currency')
    const ids = '1A615453BF810315T,1A615453BF810315T,The Reach,Regional ownership'
    expect(paid).toBe(`2102-06-15T08:00:00.000Z,payment,${ids},25.00,USD`)
    expect(refunded).toBe(`2102-06-15T08:00:00.000Z,refund,${ids},-5.00,USD`)
    expect(rest).toBe('')
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ])('makes no formula of a region called %s', (subject, written) => {
    expect(paymentsCsv([{ ...line, subject }])).toContain(`T,${written},Regional ownership`)
  })

  it('gives back every text, and begins no cell like a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (subject) => {
        const cells = cellsOf(paymentsCsv([{ ...line, subject }]).slice(1))
        expect(cells).toHaveLength(16)
        expect([subject, `'${subject}`]).toContain(cells[12])
        expect(cells[12]).not.toMatch(/^\s*[=+\-@\t\r\n]/)
      }),
    )
  })
})

/** A reader of RFC 4180. */
const cellsOf = (csv: string): string[] =>
  [...csv.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(?:,|\r\n)/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  )
