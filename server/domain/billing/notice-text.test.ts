import { describe, expect, it } from 'vitest'
import { BILLING_FLAGS, BILLING_NOTICES } from './billing-effects.ts'
import { FLAG_LABELS, noticeText } from './notice-text.ts'

describe('billing notices', () => {
  it('name the subject and the date, if there is one', () => {
    const until = new Date('2102-04-01T02:30:00.000Z')
    for (const notice of BILLING_NOTICES) {
      const words = noticeText(notice, 'Alfheim', until)
      expect(`${words.title} ${words.body}`).toContain('Alfheim')
      expect(noticeText(notice, 'Alfheim', null).body).not.toContain('null')
    }
    expect(noticeText('suspended', 'Alfheim', until).body).toContain('on 2102-04-01T02:30:00.000Z')
  })

  it('exist for every flag', () => {
    for (const flag of BILLING_FLAGS) expect(FLAG_LABELS[flag]).not.toBe('')
  })
})
