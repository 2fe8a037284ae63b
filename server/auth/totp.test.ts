import { describe, expect, it } from 'vitest'
import { totpStep } from '#server/domain/identity/totp.ts'
import { stepOfCode, totpCode } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

describe('codes', () => {
  // RFC 6238, appendix B, for SHA-1; the last six of eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %d s after the epoch are the RFC’s', (seconds, code) => {
    const now = new Date(seconds * 1000)
    expect(totpCode(secret, totpStep(now))).toBe(code)
    expect(stepOfCode(secret, code, { now, lastUsedStep: null })).toBe(totpStep(now))
  })

  it('work for a step around their own, once, and of no other secret', () => {
    const now = new Date(1_234_567_890_000)
    const step = totpStep(now)
    const code = totpCode(secret, step)
    const at = (offMs: number) => new Date(now.getTime() + offMs)
    expect(stepOfCode(secret, code, { now: at(30_000), lastUsedStep: null })).toBe(step)
    expect(stepOfCode(secret, code, { now: at(-30_000), lastUsedStep: null })).toBe(step)
    expect(stepOfCode(secret, code, { now: at(60_000), lastUsedStep: null })).toBeNull()
    expect(stepOfCode(secret, code, { now, lastUsedStep: step })).toBeNull()
    expect(stepOfCode(Buffer.alloc(20), code, { now, lastUsedStep: null })).toBeNull()
  })
})
