import { describe, expect, it } from 'vitest'
import { cellOf, csvLine, textCell } from './csv.ts'

describe('a cell of CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', `'=1+1`],
    [' @cmd', `' @cmd`],
    ['-5', `'-5`],
  ])('writes the text %j as %j', (text, cell) => expect(textCell(text)).toBe(cell))

  it.each([
    [null, ''],
    [undefined, ''],
    [-5, '-5'],
    [true, 'true'],
    ['=x', `'=x`],
    [['a', 1], '"[""a"",1]"'],
    [{ a: null }, '"{""a"":null}"'],
  ])('writes the value %j as %j', (value, cell) => expect(cellOf(value)).toBe(cell))

  it('stands in a line that ends as RFC 4180 says', () => expect(csvLine(['a', '', 'b'])).toBe('a,,b\r\n'))
})
