import { describe, expect, it } from 'vitest'
import { countElection, type ElectionResults } from './count.ts'
import { describeRound, serializeResults } from './results-text.ts'
import { closeAfterOpening } from './schedule.ts'
import { electionResultsWire } from './wire.ts'

const results: ElectionResults = {
  method: 'weighted_plurality',
  seats: 1,
  rollSize: 9,
  turnout: 5,
  abstentions: 1,
  candidates: [
    { playerId: 'a', isIncumbent: true, votes: 200, ballots: 2, elected: true, decidedBy: 'lottery' },
    { playerId: 'b', isIncumbent: false, votes: 200, ballots: 2, elected: false, decidedBy: 'lottery' },
  ],
  winners: ['a'],
  lottery: { drawn: ['a', 'b'] },
}

describe('serializeResults', () => {
  it('contains every decision in a fixed format', () => {
    expect(serializeResults(results)).toBe(
      [
        'election v1',
        'weighted_plurality, seats 1',
        'turnout 5 of 9, abstentions 1',
        'candidate a 200 in 2, incumbent, elected by lottery',
        'candidate b 200 in 2, not elected by lottery',
        'lottery a b',
      ].join('\n'),
    )
    expect(serializeResults({ ...results, candidates: [], winners: [], lottery: null })).not.toContain(
      'lottery',
    )
  })
})

describe('serializeResults of a ranked count', () => {
  const ids = ['a', 'b', 'c', 'd'].map((name) => `${name.repeat(8)}-0000-4000-8000-000000000000`)
  const count = (seats: number, rankings: string[]) =>
    countElection({
      method: 'ranked_choice',
      seats,
      candidates: ids.map((playerId) => ({ playerId, isIncumbent: false })),
      roll: rankings.map((_, at) => ({ voterId: `v${at}`, weight: 100 })),
      ballots: rankings.map((ranking, at) => ({
        voterId: `v${at}`,
        ranking: [...ranking].map((name) => ids.find((id) => id.startsWith(name)) ?? ''),
      })),
      lottery: { secret: 's', electionId: 'e', sha256: (text) => text },
    })
  const named = (text: string) => text.replaceAll(/(.)\1{7}-0000-4000-8000-0{12}/g, '$1')

  it('has one line per round of a single transferable vote', () => {
    const stv = count(2, ['ab', 'ab', 'acd', 'ad', 'b', 'c', 'd', 'dc'])
    expect(named(serializeResults(stv))).toBe(
      [
        'election v1',
        'stv, seats 2',
        'turnout 8 of 8, abstentions 0',
        'candidate a 400 in 4, elected by votes',
        'candidate d 200 in 2, elected by last_remaining',
        'candidate b 100 in 1, not elected by votes',
        'candidate c 100 in 1, not elected by votes',
        'total 800 in parts of 1/100000, quota 267',
        'round 1 first_preferences; moved none; votes a 40000000, b 10000000, c 10000000, d 20000000; ' +
          'exhausted 0, lost 0; elected a by votes',
        'round 2 surplus a; moved b 6650000, c 3325000, d 3325000; votes a 26700000, b 16650000, c 13325000, ' +
          'd 23325000; exhausted 0, lost 0; elected none',
        'round 3 elimination c by votes; moved d 3325000, nobody 10000000; votes a 26700000, b 16650000, ' +
          'd 26650000; exhausted 10000000, lost 0; elected none',
        'round 4 elimination b by votes; moved none; votes a 26700000, b 16650000, d 26650000; ' +
          'exhausted 10000000, lost 0; elected d by last_remaining',
      ].join('\n'),
    )
    expect(electionResultsWire.parse(stv)).toEqual(stv)
  })

  it('has no quota for an instant run-off', () => {
    const results = count(1, ['a', 'a', 'b', 'c', 'cb'])
    const text = named(serializeResults(results))
    expect(text).toContain('ranked_choice, seats 1')
    expect(text).toContain('total 500 in parts of 1/1\nround 1 first_preferences')
    expect(electionResultsWire.parse(results)).toEqual(results)
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
  ])('opened at %s, closes at %s', (openedAt, closesAt) => {
    expect(closeAfterOpening(schedule, new Date(openedAt))).toEqual(new Date(closesAt))
  })
})

describe('roundText', () => {
  const amount = (parts: number) => String(parts / 100)
  const nameOf = (id: string) => id.toUpperCase()
  const round = {
    playerId: null,
    decidedBy: null,
    transfers: [],
    votes: [],
    exhausted: 0,
    lost: 0,
    elected: [],
  }

  it.each([
    [
      {
        ...round,
        action: 'first_preferences' as const,
        elected: [{ playerId: 'a', decidedBy: 'unopposed' as const }],
      },
      'First choices are counted. A is elected unopposed.',
    ],
    [
      {
        ...round,
        action: 'surplus' as const,
        playerId: 'a',
        transfers: [
          { playerId: 'b', votes: 150 },
          { playerId: null, votes: 50 },
        ],
      },
      'The surplus of A is transferred: 1.5 to B, 0.5 to nobody.',
    ],
    [
      { ...round, action: 'elimination' as const, playerId: 'b', decidedBy: 'votes' as const },
      'B is eliminated with the fewest votes.',
    ],
    [
      {
        ...round,
        action: 'elimination' as const,
        playerId: 'b',
        decidedBy: 'lottery' as const,
        elected: [{ playerId: 'a', decidedBy: 'votes' as const }],
      },
      'B is eliminated on a tie-break by the published lottery. A is elected.',
    ],
    [{ ...round, action: 'elimination' as const, playerId: 'b' }, 'B is eliminated with the fewest votes.'],
  ])('says what happened and why (%#)', (given, words) => {
    expect(describeRound(given, nameOf, amount).join(' ')).toBe(words)
  })
})
