import { describe, expect, it } from 'vitest'
import { NOTIFICATION_SUBJECTS, SUBJECT_TEXTS, subjectOfNotification } from './notification-subjects.ts'

describe('the subject of a notification', () => {
  it.each([
    ['policy.opened', 'vote-opened'],
    ['policy.carried-out', 'vote-result'],
    ['policy.not-carried-out', 'vote-result'],
    ['policy.extended', 'vote-opened'],
    ['election.resumed', 'vote-opened'],
    ['election.voting-opened', 'vote-opened'],
    ['treaty.voting-opened', 'vote-opened'],
    ['policy.closing-soon', 'vote-closing'],
    ['election.closing-soon', 'vote-closing'],
    ['policy.rejected', 'vote-result'],
    ['election.completed', 'vote-result'],
    ['treaty.side-ratified', 'vote-result'],
    ['council.opened', 'vote-opened'],
    ['council.passed', 'vote-result'],
    ['council.implemented', 'law'],
    ['law.in-force', 'law'],
    ['law.expired', 'law'],
    ['recall.called', 'recall'],
    ['election.called', 'election'],
    ['office.vacant', 'election'],
    ['treaty.active', 'treaty'],
    ['delegation.received', 'delegation'],
    ['membership.invited', 'membership'],
  ])('of %s is %s', (kind, subject) => {
    expect(subjectOfNotification(kind)).toBe(subject)
  })

  it.each([
    'account.password-changed',
    'billing.payment-failed',
    'billing.flag',
    'region.activated',
    'nexus.relocated',
  ])('is null for %s, which is always sent', (kind) => {
    expect(subjectOfNotification(kind)).toBeNull()
  })

  it('has a text for every subject', () => {
    expect(Object.keys(SUBJECT_TEXTS)).toEqual([...NOTIFICATION_SUBJECTS])
  })
})
