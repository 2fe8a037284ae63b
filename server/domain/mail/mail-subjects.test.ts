import { describe, expect, it } from 'vitest'
import { MAIL_SUBJECTS, MAILED_BY_DEFAULT, mailingOf } from './mail-subjects.ts'

describe('how a notice is mailed', () => {
  it.each([
    ['account.password-changed', 'always'],
    ['account.sign-up-attempt', 'always'],
    ['billing.payment-failed', 'always'],
    ['region.activated', 'own-region'],
    ['region.build-failed', 'own-region'],
    ['policy.closing-soon', 'vote-closing'],
    ['policy.opened', 'vote-opened'],
    ['recall.started', 'recall'],
    ['membership.invited', 'membership'],
    ['combat.defeated', 'never'],
    ['travel.returned', 'never'],
    ['nexus.relocated', 'never'],
  ])('%s: %s', (kind, mailing) => {
    expect(mailingOf(kind)).toBe(mailing)
  })

  it('is by default only what needs an answer in time, or was paid for', () => {
    expect(MAIL_SUBJECTS.filter((subject) => !MAILED_BY_DEFAULT.includes(subject))).toEqual([
      'vote-opened',
      'vote-result',
      'law',
      'election',
      'treaty',
      'delegation',
    ])
  })
})
