import { describe, expect, it } from 'vitest'
import { ratificationVoteClosesAt } from './ratification-vote.ts'
import { mayOfferTreaty } from './renewal.ts'
import { like } from '#server/testing/like.ts'

const at = (moment: string) => new Date(`2102-05-${moment}Z`)

describe('ratificationVoteClosesAt', () => {
  it.each([
    ['01T00:00:00', '08T00:00:00'],
    ['27T00:00:00', '30T23:59:59.999'],
  ])('gives a vote opened on May %s until May %s', (now, closes) => {
    expect(ratificationVoteClosesAt(at(now), at('31T00:00:00'))).toEqual({ ok: true, value: at(closes) })
  })

  it('refuses a vote of less than a day', () => {
    expect(ratificationVoteClosesAt(at('30T00:00:00'), at('31T00:00:00'))).toMatchObject({
      ok: false,
      reason: 'too-late-to-vote',
    })
  })
})

describe('mayOfferTreaty', () => {
  const present = (
    status: 'proposed' | 'ratifying' | 'active' | 'notice' | 'ended',
    expiresAt: Date | null,
    renews?: string,
  ) => mayOfferTreaty('open_borders', [{ id: 'old', treatyType: 'open_borders', status, expiresAt }], renews)

  it('allows one offer of a type at a time', () => {
    expect(present('proposed', null)).toMatchObject({ reason: 'already-offered' })
    expect(present('ratifying', null)).toMatchObject({ reason: 'already-offered' })
    expect(present('ended', null).ok).toBe(true)
    expect(
      mayOfferTreaty('open_borders', [
        { id: 'other', treatyType: 'non_aggression', status: 'proposed', expiresAt: null },
      ]).ok,
    ).toBe(true)
  })

  it('a treaty in force allows only its renewal, and a new offer once notice is given', () => {
    expect(present('active', null)).toMatchObject({ reason: 'already-in-force' })
    expect(present('active', at('31T00:00:00'))).toMatchObject({
      reason: 'already-in-force',
      message: like.stringContaining('last 30 days'),
    })
    expect(present('active', at('31T00:00:00'), 'old').ok).toBe(true)
    expect(present('active', at('31T00:00:00'), 'another')).toMatchObject({ reason: 'already-in-force' })
    expect(present('notice', null).ok).toBe(true)
  })
})
