import { describe, expect, it } from 'vitest'
import { amountText } from './amount-text.ts'

describe('amountText', () => {
  it('writes our currency with its minor digits', () => {
    expect(amountText(2500, 'USD')).toBe('25.00')
  })

  it('shows an amount of a currency that we do not know as it is stored', () => {
    expect(amountText(2500, 'XAU')).toBe('2500')
  })
})
