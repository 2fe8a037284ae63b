import { describe, expect, it } from 'vitest'
import { chartScale, placeMarkers } from './chart-scale.ts'

const DAYS = ['2102-11-20', '2102-11-21', '2102-11-24']
const seriesOf = (...values: (number | null)[]) => [{ key: 'a', label: 'A', values }]

describe('the scale of a chart', () => {
  it('places days by time, not by their number', () => {
    const { xOf } = chartScale(DAYS, seriesOf(1, 2, 3))
    expect(DAYS.map((day) => xOf(day))).toEqual([0, 0.25, 1])
  })

  it.each([
    { values: [3, 9, 4], ticks: [0, 2, 4, 6, 8, 10], why: 'from zero where that does not flatten the line' },
    {
      values: [1_001, 1_009, 1_004],
      ticks: [1_000, 1_002, 1_004, 1_006, 1_008, 1_010],
      why: 'far from zero',
    },
    { values: [-4, 4, null], ticks: [-4, -2, 0, 2, 4], why: 'below and above zero' },
    { values: [0, 0, 0], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], why: 'nothing but zero' },
    { values: [5, 5, 5], ticks: [0, 2, 4, 6, 8, 10], why: 'one value, in the middle' },
    { values: [-5, -5, -5], ticks: [-10, -8, -6, -4, -2, 0], why: 'one value below zero' },
  ])('has round values: $why', ({ values, ticks }) => {
    const { yTicks, yOf } = chartScale(DAYS, seriesOf(...values))
    expect(yTicks).toEqual(ticks)
    expect([yOf(ticks.at(-1) ?? 0), yOf(ticks[0] ?? 0)]).toEqual([0, 1])
  })

  it('names at most eight days, the first among them', () => {
    const days = Array.from({ length: 30 }, (_, n) => new Date(Date.UTC(2102, 10, n + 1)).toISOString())
    const { dayTicks } = chartScale(days, seriesOf(1))
    expect(dayTicks).toEqual([0, 4, 8, 12, 16, 20, 24, 28])
  })
})

describe('markers', () => {
  const law = (at: string) => ({ at, label: '', kind: 'law' as const })

  it('outside the days are left out, and keep their number in the list', () => {
    const { xOf } = chartScale(DAYS, seriesOf(1))
    const placed = placeMarkers([law('2102-11-01'), law('2102-11-22'), law('2102-12-01')], xOf)
    expect(placed).toEqual([{ x: 0.5, kind: 'law', text: '2' }])
  })

  it('that are too close to be read share the place of the first', () => {
    const { xOf } = chartScale(DAYS, seriesOf(1))
    const times = ['2102-11-20', '2102-11-20T02:00Z', '2102-11-20T03:00Z', '2102-11-22']
    expect(placeMarkers(times.map(law), xOf).map(({ text }) => text)).toEqual(['1, 2, 3', null, null, '4'])
  })
})
