import { describe, expect, it } from 'vitest'
import {
  formatBasisPoints,
  formatBytes,
  formatCompact,
  formatCount,
  formatCredits,
  formatDate,
  formatDateTime,
  formatAge,
  formatDuration,
  formatFactor,
  formatLabel,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRelative,
  formatSigned,
  formatUnitPrice,
  formatUtc,
  formatVoteWeight,
  pluralOf,
  withArticle,
} from './format.ts'

describe('numbers', () => {
  it.each([
    [0, 0, '0'],
    [999, 0, '999'],
    [1000, 0, '1,000'],
    [-1234567, 0, '−1,234,567'],
    [1234.5, 2, '1,234.5'],
    [-0.001, 2, '0'],
    [1200, 2, '1,200'],
    [Number.NaN, 0, '–'],
  ])('%s with %s decimals reads %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text)
  })

  it('keeps every digit of a sum beyond the safe integers', () => {
    expect(formatCredits(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993 cr')
    expect(formatNumber(-12_345n)).toBe('−12,345')
    expect(formatUnitPrice(1_230)).toBe('12.30 cr')
  })

  it.each([
    [9_999, '9,999'],
    [12_345, '12.3K'],
    [999_999, '1M'],
    [-2_500_000, '−2.5M'],
    [3_000_000_000n, '3B'],
  ])('%s is shortened to %s', (value, text) => {
    expect(formatCompact(value)).toBe(text)
  })

  it.each([
    [1, '1 kB'],
    [12_400, '12 kB'],
    [1_572_864, '1.6 MB'],
    [48_000_000, '48 MB'],
  ])('a file of %s bytes has %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  it('shows a sign only where there is a change', () => {
    expect([formatSigned(5), formatSigned(-5), formatSigned(0)]).toEqual(['+5', '−5', '0'])
  })

  it('shows rates from basis points and from fractions alike', () => {
    expect(formatBasisPoints(1250)).toBe('12.5%')
    expect(formatPercent(0.125)).toBe('12.5%')
    expect(formatPercent(0.07 + 0.21)).toBe('28%')
  })

  it('keeps two decimals of a factor, so that columns align', () => {
    expect(formatFactor(100)).toBe('1.00×')
  })

  it('shows money from minor units, with the code where there is no sign', () => {
    expect(formatMoney(2500, 'USD')).toBe('$25.00')
    expect(formatMoney(-5, 'EUR')).toBe('−€0.05')
    expect(formatMoney(123456789, 'SEK')).toBe('1,234,567.89 SEK')
  })

  it('forms plurals and articles of words that regions choose', () => {
    expect(['Commoner', 'Colony', 'Envoy', 'Reach', 'Lotus', 'Folks'].map(pluralOf)).toEqual([
      'Commoners',
      'Colonies',
      'Envoys',
      'Reaches',
      'Lotuses',
      'Folks',
    ])
    expect([withArticle('resident'), withArticle('islander')]).toEqual(['a resident', 'an islander'])
  })

  it('shows vote weights with two decimals', () => {
    expect([formatVoteWeight(100), formatVoteWeight(7150)]).toEqual(['1.00', '71.50'])
  })

  it('makes words of enum values and counts', () => {
    expect(formatLabel('commerce_central')).toBe('Commerce central')
    expect([formatCount(1, 'vote'), formatCount(2, 'vote'), formatCount(2, 'citizen', 'people')]).toEqual([
      '1 vote',
      '2 votes',
      '2 people',
    ])
  })
})

describe('times', () => {
  const instant = '2102-09-04T22:05:00.000Z'

  it('shows a time in the viewer’s zone, and which that is', () => {
    expect(formatDateTime(instant, 'UTC')).toBe('4 Sep 2102, 22:05 UTC')
    expect(formatDateTime(instant, 'Asia/Tokyo')).toBe('5 Sep 2102, 07:05 GMT+9')
    expect(formatDate(instant, 'Asia/Tokyo')).toBe('5 Sep 2102')
    expect(formatUtc(instant)).toBe('4 Sep 2102, 22:05 UTC')
  })

  it('shows midnight as 00:00', () => {
    expect(formatDateTime('2102-01-01T00:00:00Z', 'UTC')).toBe('1 Jan 2102, 00:00 UTC')
  })

  it('shows a dash for an invalid time', () => {
    expect([formatDate('x', 'UTC'), formatUtc('x'), formatRelative('x', 0)]).toEqual(['–', '–', '–'])
  })

  it.each([
    [0, 'just now'],
    [-9_000, 'just now'],
    [-45_000, '45 seconds ago'],
    [-60_000, '1 minute ago'],
    [-7_200_000, '2 hours ago'],
    [86_399_000, 'in 23 hours'],
    [86_400_000, 'in 1 day'],
    [40 * 86_400_000, 'in 1 month'],
    [-800 * 86_400_000, '2 years ago'],
  ])('%s ms from now is %s', (offset, text) => {
    expect(formatRelative(1_000_000_000_000 + offset, 1_000_000_000_000)).toBe(text)
  })

  it('tells an age in its biggest unit', () => {
    expect([0, 59.9, 60, 7_200, 7 * 86_400].map(formatAge)).toEqual([
      ...['0 seconds', '59 seconds', '1 minute', '2 hours', '7 days'],
    ])
  })

  it.each([
    [412.4, '412 ms'],
    [4_260, '4.2 s'],
    [59_999, '59.9 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%s ms lasts %s', (duration, text) => {
    expect(formatDuration(duration)).toBe(text)
  })
})
