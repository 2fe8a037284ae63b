import { describe, expect, it } from 'vitest'
import { checkoutStage } from './checkout-stage.ts'

describe('checkoutStage', () => {
  it.each([
    ['pending', null, null, 'approval'],
    ['pending', 'APPROVAL_PENDING', null, 'approval'],
    ['pending', 'APPROVED', null, 'confirming'],
    ['pending', 'ACTIVE', null, 'confirming'],
    ['active', 'ACTIVE', 'provisioning', 'building'],
    ['active', 'ACTIVE', 'active', 'ready'],
    ['grace', 'SUSPENDED', 'grace', 'ready'],
    ['active', 'ACTIVE', null, 'ready'],
    ['abandoned', 'APPROVAL_PENDING', null, 'closed'],
    ['terminated', 'CANCELLED', 'terminated', 'closed'],
  ] as const)('%s, PayPal %s, region %s: stage %s', (status, paypalStatus, regionStatus, stage) => {
    expect(checkoutStage({ status, paypalStatus, regionStatus })).toBe(stage)
  })
})
