import { describe, expect, it } from 'vitest'
import { normalizeRecoveryCode, RECOVERY_CODE_BYTES, toRecoveryCode } from './recovery-codes.ts'

describe('a recovery code', () => {
  it('is four groups of four characters that cannot be mistaken for each other', () => {
    const all = Array.from({ length: 256 }, (_, byte) =>
      toRecoveryCode(new Uint8Array(RECOVERY_CODE_BYTES).fill(byte)),
    )
    for (const code of all) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(new Set(all).size).toBe(32)
  })

  it.each(['7H2K-09QX-1AAA-ZZZZ', '7h2k09qxlaaazzzz', ' 7H2K O9QX iAAA ZZZZ '])(
    'is the same as %j',
    (typed) => {
      expect(normalizeRecoveryCode(typed)).toBe('7H2K09QX1AAAZZZZ')
    },
  )
})
