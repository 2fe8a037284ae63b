import { describe, expect, it } from 'vitest'
import { BILLING_FLAGS, BILLING_NOTICES } from './billing-effects.ts'
import { FLAG_LABELS, noticeText } from './notice-text.ts'

const PAID = { amount: '25.00 USD', isGranted: true }

describe('billing notices', () => {
  it('name the subject and the date, if there is one', () => {
    const until = new Date('2102-04-01T02:30:00.000Z')
    for (const notice of BILLING_NOTICES) {
      const words = noticeText(notice, 'Alfheim', until, PAID)
      expect(`${words.title} ${words.body}`).toContain('Alfheim')
      expect(noticeText(notice, 'Alfheim', null, PAID).body).not.toContain('null')
    }
    expect(noticeText('suspended', 'Alfheim', until, PAID).body).toContain('on 2102-04-01T02:30:00.000Z')
  })

  it('say of returned money how much it was, and whether time goes with it', () => {
    const of = (isGranted: boolean) =>
      noticeText('money-returned', 'Alfheim', null, { amount: '25.00 USD', isGranted }).body
    expect(of(true)).toContain('You got 25.00 USD back. Your paid time is shorter')
    expect(of(false)).toContain('You got 25.00 USD back. The subscription never began')
  })

  it('exist for every flag', () => {
    for (const flag of BILLING_FLAGS) expect(FLAG_LABELS[flag]).not.toBe('')
  })
})
