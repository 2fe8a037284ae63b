import { describe, expect, it } from 'vitest'
import { type ElectionResults } from './count.ts'
import { serializeResults } from './results-text.ts'
import { closeAfterOpening } from './schedule.ts'

const results: ElectionResults = {
  method: 'weighted_plurality',
  seats: 1,
  rollSize: 9,
  turnout: 5,
  abstentions: 1,
  candidates: [
    { playerId: 'a', votes: 200, ballots: 2, elected: true, decidedBy: 'lottery' },
    { playerId: 'b', votes: 200, ballots: 2, elected: false, decidedBy: 'lottery' },
  ],
  winners: ['a'],
  lottery: { drawn: ['a', 'b'] },
}

describe('serializeResults', () => {
  it('says everything that was decided in fixed words', () => {
    expect(serializeResults(results)).toBe(
      [
        'election v1',
        'weighted_plurality, seats 1',
        'turnout 5 of 9, abstentions 1',
        'candidate a 200 in 2, elected by lottery',
        'candidate b 200 in 2, not elected by lottery',
        'lottery a b',
      ].join('\n'),
    )
    expect(serializeResults({ ...results, candidates: [], winners: [], lottery: null })).not.toContain(
      'lottery',
    )
  })
})

describe('closeAfterOpening', () => {
  const schedule = {
    votingOpensAt: new Date('2102-01-08T00:00:00Z'),
    votingClosesAt: new Date('2102-01-15T00:00:00Z'),
  }

  it.each([
    ['2102-01-08T00:00:00Z', '2102-01-15T00:00:00Z'],
    ['2102-01-08T01:00:00Z', '2102-01-15T00:00:00Z'],
    ['2102-01-10T00:00:00Z', '2102-01-17T00:00:00Z'],
  ])('gives voters who could begin at %s until %s', (openedAt, closesAt) => {
    expect(closeAfterOpening(schedule, new Date(openedAt))).toEqual(new Date(closesAt))
  })
})
