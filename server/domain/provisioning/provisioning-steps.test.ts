import { describe, expect, it } from 'vitest'
import {
  pauseAfterFailure,
  PROVISIONING_ATTEMPTS,
  PROVISIONING_DONE,
  PROVISIONING_QUEUED,
  PROVISIONING_STEPS,
  progressAt,
  provisioningLabel,
} from './provisioning-steps.ts'

describe('provisioning steps', () => {
  it('start at zero and never go back', () => {
    const progress = PROVISIONING_STEPS.map(progressAt)
    expect(progress[0]).toBe(0)
    expect([...progress].sort((a, b) => a - b)).toEqual(progress)
    expect(Math.max(...progress)).toBeLessThan(100)
  })

  it('have a label for every step, and for before and after', () => {
    const labels = [...PROVISIONING_STEPS, PROVISIONING_QUEUED, PROVISIONING_DONE].map(provisioningLabel)
    expect(new Set(labels).size).toBe(labels.length)
  })

  it('are retried with growing pauses up to half an hour, then left to a person', () => {
    const pauses = Array.from({ length: PROVISIONING_ATTEMPTS }, (_, index) => pauseAfterFailure(index + 1))
    expect(pauses).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 480_000, 960_000, null])
  })
})
