import { expect, it } from 'vitest'
import { chartingReward } from './charting.ts'

it.each([
  ['federation', 5n],
  ['border', 10n],
  ['frontier', 15n],
  [null, 3n],
] as const)('charting a sector of zone %s pays %d', (zone, credits) => {
  expect(chartingReward(zone)).toBe(credits)
})
