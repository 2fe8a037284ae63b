import { expect, it } from 'vitest'
import { isOpenForBusiness, isReadable, REGION_STATUSES } from './region-status.ts'

it('grace changes nothing for players, suspension makes read-only', () => {
  expect(REGION_STATUSES.filter(isOpenForBusiness)).toEqual(['active', 'grace'])
  expect(REGION_STATUSES.filter(isReadable)).toEqual(['active', 'grace', 'suspended', 'evacuating'])
})
