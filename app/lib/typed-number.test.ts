import { describe, expect, it } from 'vitest'
import { decimalSignOf } from '#server/domain/decimal-sign.ts'
import { numberReader, readNumber } from './typed-number.ts'

describe('a typed number', () => {
  it.each([
    ['12,5', 12.5],
    ['1,5', 1.5],
    ['12.5', 12.5],
    [' 7 ', 7],
    ['0,125', 0.125],
    ['1,05', 1.05],
    ['12,', 12],
    [',5', 0.5],
    ['-3,5', -3.5],
    ['−2', -2],
    ['1 234,5', 1234.5],
    ["12'345", 12_345],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234,567', 1_234_567],
  ])('%s means the same in every language', (text, value) => {
    expect(readNumber(text, '.')).toBe(value)
    expect(readNumber(text, ',')).toBe(value)
  })

  it.each([
    ['1,234', '.', 1234],
    ['1,234', ',', 1.234],
    ['1.234', ',', 1234],
    ['1.234', '.', 1.234],
  ] as const)('%s is parsed with the viewer’s separator %s', (text, sign, value) => {
    expect(readNumber(text, sign)).toBe(value)
  })

  it.each(['', ' ', '.', 'twelve', '1e3', '0x10', '1,2,3', '1.2,3,4', '12,34.5', '--1', '5%', 'Infinity'])(
    '"%s" is not a number',
    (text) => {
      expect(readNumber(text, '.')).toBeNaN()
      expect(readNumber(text, ',')).toBeNaN()
    },
  )

  it('uses the separator of the browser’s preferred language', () => {
    expect(decimalSignOf('de-DE,de;q=0.9,en;q=0.8')).toBe(',')
    expect(decimalSignOf('fr')).toBe(',')
    expect(decimalSignOf('en-US,en')).toBe('.')
    expect(decimalSignOf('de-CH')).toBe('.')
    for (const header of [null, '', '*', 'x', 'qqq-zzzzzzzz']) expect(decimalSignOf(header)).toBe('.')
    const request = new Request('http://game.test', { headers: { 'Accept-Language': 'de' } })
    expect(numberReader(request)('1.234')).toBe(1234)
    expect(numberReader(request)(undefined)).toBeNaN()
  })
})
