import { describe, expect, it } from 'vitest'
import { MEMBERSHIP_TYPES } from '../membership/membership-types.ts'
import { mayExportRegion } from './may-export-region.ts'
import { REGION_STATUSES } from './region-status.ts'

const READABLE = ['active', 'grace', 'suspended', 'evacuating']

describe('the export of a region', () => {
  it.each(REGION_STATUSES)('of a region that is %s', (status) => {
    const region = { displayName: 'The Reach', status }
    const may = (isOwner: boolean, membership: (typeof MEMBERSHIP_TYPES)[number] | null) =>
      mayExportRegion(region, { isOwner, membership }).ok
    expect(may(true, null)).toBe(READABLE.includes(status) || status === 'archived')
    for (const membership of [null, ...MEMBERSHIP_TYPES])
      expect(may(false, membership)).toBe(membership === 'citizen' && status === 'evacuating')
  })

  it('says when citizens may have it', () => {
    const verdict = mayExportRegion(
      { displayName: 'The Reach', status: 'suspended' },
      { isOwner: false, membership: 'citizen' },
    )
    expect(verdict).toMatchObject({ reason: 'not-yours-to-export' })
    expect(verdict.ok ? '' : verdict.message).toMatch(/evacuated/)
  })
})
