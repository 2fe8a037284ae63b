import { describe, expect, it } from 'vitest'
import { formatAmount } from './format-amount.ts'

describe('formatAmount', () => {
  it('writes our currency with its minor digits', () => {
    expect(formatAmount(2500, 'USD')).toBe('25.00')
  })

  it('shows an amount of an unknown currency as it is stored', () => {
    expect(formatAmount(2500, 'XAU')).toBe('2500')
  })
})
