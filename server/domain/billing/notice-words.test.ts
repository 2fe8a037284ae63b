import { describe, expect, it } from 'vitest'
import { BILLING_FLAGS, BILLING_NOTICES } from './billing-effects.ts'
import { FLAG_WORDS, noticeWords } from './notice-words.ts'

describe('billing notices', () => {
  it('name the subject and the date, if there is one', () => {
    const until = new Date('2102-04-01T02:30:00.000Z')
    for (const notice of BILLING_NOTICES) {
      const words = noticeWords(notice, 'Alfheim', until)
      expect(`${words.title} ${words.body}`).toContain('Alfheim')
      expect(noticeWords(notice, 'Alfheim', null).body).not.toContain('null')
    }
    expect(noticeWords('suspended', 'Alfheim', until).body).toContain('on 2102-04-01T02:30:00.000Z')
  })

  it('exist for every flag', () => {
    for (const flag of BILLING_FLAGS) expect(FLAG_WORDS[flag]).not.toBe('')
  })
})
