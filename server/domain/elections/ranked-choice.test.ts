import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countElection, type CountRequest } from './count.ts'
import { drawOrder } from './lottery.ts'
import { countRankedChoice } from './ranked-choice.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const lottery = { secret: 'held back until the close', electionId: 'e1', sha256 }

/** One seat: each line is a weight and a ranking; a star marks an incumbent. */
const election = (names: string[], lines: [number, string][], more: Partial<CountRequest> = {}) =>
  countRankedChoice({
    seats: 1,
    candidates: names.map((name) => ({ playerId: name.replace('*', ''), isIncumbent: name.endsWith('*') })),
    roll: lines.map(([weight], at) => ({ voterId: `v${at}`, weight })),
    ballots: lines.map(([, ranking], at) => ({ voterId: `v${at}`, ranking: [...ranking] })),
    lottery,
    ...more,
  })
const fates = (results: ReturnType<typeof election>) =>
  results.candidates.map(({ playerId, elected, decidedBy }) => `${playerId} ${elected} ${decidedBy}`)

describe('countRankedChoice', () => {
  // Alaska, special general election for the US House of 16 August 2022, the tabulation of 31 August: first round 75,761,
  // 58,945 and 53,756; of the last one's, 15,445 and 27,042 pass on and 11,222 are exhausted, beside 47 overvotes; final
  // 91,206 to 85,987 (Kodiak Daily Mirror and Washington Post of that day).
  it('counts Alaska 2022 as Alaska counted it', () => {
    const results = election(
      ['p', 's', 'b'],
      [
        [75_761, 'p'],
        [58_945, 's'],
        [15_445, 'bp'],
        [27_042, 'bs'],
        [11_222 + 47, 'b'],
      ],
    )
    expect(results.rounds).toEqual([
      {
        action: 'first_preferences',
        playerId: null,
        decidedBy: null,
        transfers: [],
        votes: [
          { playerId: 'b', votes: 53_756 },
          { playerId: 'p', votes: 75_761 },
          { playerId: 's', votes: 58_945 },
        ],
        exhausted: 0,
        lost: 0,
        elected: [],
      },
      {
        action: 'elimination',
        playerId: 'b',
        decidedBy: 'votes',
        transfers: [
          { playerId: 's', votes: 27_042 },
          { playerId: 'p', votes: 15_445 },
          { playerId: null, votes: 11_269 },
        ],
        votes: [
          { playerId: 'p', votes: 91_206 },
          { playerId: 's', votes: 85_987 },
        ],
        exhausted: 11_269,
        lost: 0,
        elected: [{ playerId: 'p', decidedBy: 'votes' }],
      },
    ])
    expect(results).toMatchObject({ method: 'ranked_choice', totalWeight: 188_462, winners: ['p'] })
    expect(fates(results)).toEqual(['p true votes', 's false votes', 'b false votes'])
  })

  // Burlington, Vermont, mayor, 3 March 2009: the ballots by their order among the last three, as the pairings published
  // from the city's ballot file have them (electowiki: 4,314 to 4,064 in the last round); the leader of the first round
  // loses, and so does the winner of every pairing.
  it('counts the last three of Burlington 2009', () => {
    const results = election(
      ['m', 'k', 'w'],
      [
        [1332, 'mkw'],
        [767, 'mwk'],
        [455, 'm'],
        [2043, 'kmw'],
        [371, 'kwm'],
        [568, 'k'],
        [1513, 'wmk'],
        [495, 'wkm'],
        [1289, 'w'],
      ],
    )
    expect(results.rounds.map(({ votes }) => votes)).toEqual([
      [
        { playerId: 'k', votes: 2982 },
        { playerId: 'm', votes: 2554 },
        { playerId: 'w', votes: 3297 },
      ],
      [
        { playerId: 'k', votes: 4314 },
        { playerId: 'w', votes: 4064 },
      ],
    ])
    expect(results.winners).toEqual(['k'])
  })

  it('more than half of the first preferences need no second round', () => {
    const results = election(
      ['a', 'b', 'c'],
      [
        [101, 'a'],
        [60, 'bc'],
        [40, 'cb'],
      ],
    )
    expect(results.rounds).toHaveLength(1)
    expect(fates(results)).toEqual(['a true votes', 'b false votes', 'c false votes'])
  })

  it('exactly half is not enough', () => {
    const results = election(
      ['a', 'b', 'c'],
      [
        [100, 'a'],
        [60, 'bc'],
        [40, 'cb'],
      ],
    )
    expect(results.rounds.map(({ playerId }) => playerId)).toEqual([null, 'c', expect.any(String)])
  })

  it('skips unknown and repeated names; a ballot with no other name is an abstention', () => {
    const results = election(
      ['a', 'b', 'c'],
      [
        [100, 'xxa'],
        [100, 'aab'],
        [50, 'bbxc'],
        [49, 'c'],
        [300, 'xy'],
        [300, ''],
      ],
    )
    expect(results).toMatchObject({ winners: ['a'], abstentions: 2, turnout: 6, totalWeight: 299 })
  })

  it('in a tie for last the challenger is eliminated; in a final tie the incumbent stays', () => {
    const results = election(
      ['a', 'b*', 'c'],
      [
        [100, 'a'],
        [50, 'bc'],
        [50, 'cb'],
      ],
    )
    expect(results.rounds.map(({ playerId, decidedBy }) => [playerId, decidedBy])).toEqual([
      [null, null],
      ['c', 'incumbency'],
      ['a', 'incumbency'],
    ])
    expect(results.lottery).toBeNull()
    expect(fates(results)).toEqual(['b true incumbency', 'a false incumbency', 'c false incumbency'])
  })

  it('draws a tie without an incumbent; the last one drawn is eliminated, whoever led before', () => {
    const order = drawOrder(['a', 'b'], lottery)
    const results = election(
      ['a', 'b', 'c'],
      [
        [70, 'a'],
        [60, 'b'],
        [10, 'cb'],
      ],
    )
    expect(results.lottery).toEqual({ drawn: order })
    expect(results.winners).toEqual(order.slice(0, 1))
    expect(results.candidates.map(({ decidedBy }) => decidedBy)).toEqual(['lottery', 'lottery', 'votes'])
  })

  it('draws among tied incumbents', () => {
    const results = election(
      ['a*', 'b*'],
      [
        [10, 'a'],
        [10, 'b'],
      ],
    )
    expect(results.lottery).toEqual({ drawn: drawOrder(['a', 'b'], lottery) })
  })

  it('elects an only candidate without a vote, but nobody of several', () => {
    expect(fates(election(['a'], [[10, '']]))).toEqual(['a true unopposed'])
    const none = election(['a', 'b'], [[10, '']])
    expect(none).toMatchObject({ winners: [], lottery: null, abstentions: 1 })
    expect(none.rounds).toHaveLength(1)
    expect(election([], [[10, 'a']])).toMatchObject({ winners: [], candidates: [] })
  })

  it('accepts ballots with delegated weight and people', () => {
    const results = election(['a', 'b'], [], {
      roll: ['v1', 'v2', 'v3'].map((voterId) => ({ voterId, weight: 100 })),
      ballots: [
        { voterId: 'v1', ranking: ['a'], weight: 200, represents: 2 },
        { voterId: 'v2', ranking: ['b'] },
      ],
    })
    expect(results).toMatchObject({
      turnout: 3,
      rollSize: 3,
      candidates: [
        { playerId: 'a', votes: 200, ballots: 2 },
        { playerId: 'b', votes: 100, ballots: 1 },
      ],
    })
    const twice = [1, 2].map(() => ({ voterId: 'v0', ranking: ['a'] }))
    expect(() => election(['a'], [[1, 'a']], { ballots: twice })).toThrow(RangeError)
    const tooMany = [{ voterId: 'v0', ranking: ['a'], represents: 2 }]
    expect(() => election(['a'], [[1, 'a']], { ballots: tooMany })).toThrow(RangeError)
  })

  it('throws for more than one seat', () => {
    expect(() => election(['a'], [[1, 'a']], { seats: 2 })).toThrow(RangeError)
  })

  const given = fc.record({
    names: fc.uniqueArray(fc.constantFrom('a', 'b*', 'c', 'd', 'e*'), { minLength: 1 }),
    lines: fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 4 }),
        fc
          .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'x'), { maxLength: 6 })
          .map((list) => list.join('')),
      ),
      { maxLength: 25 },
    ),
  })

  it('accounts for every unit of weight after every round, and the winner has more than half', () => {
    fc.assert(
      fc.property(given, ({ names, lines }) => {
        const results = election(names, lines)
        for (const { votes, exhausted, lost } of results.rounds) {
          expect(votes.reduce((sum, own) => sum + own.votes, exhausted + lost)).toBe(results.totalWeight)
          expect(lost).toBe(0)
        }
        expect(results.winners.length).toBe(names.length === 1 || results.totalWeight > 0 ? 1 : 0)
        const winner = results.candidates.find(({ elected }) => elected)
        const last = results.rounds.at(-1)
        if (winner?.decidedBy !== 'votes' || !last) return
        const own = last.votes.find(({ playerId }) => playerId === winner.playerId)?.votes ?? 0
        expect(own * 2).toBeGreaterThan(results.totalWeight - last.exhausted)
      }),
    )
  })

  it('ignores the order of ballots and candidates', () => {
    fc.assert(
      fc.property(given, ({ names, lines }) => {
        expect(election([...names].reverse(), [...lines].reverse())).toEqual(election(names, lines))
      }),
    )
  })

  it('elects a candidate with more than half of the first preferences', () => {
    fc.assert(
      fc.property(given, ({ names, lines }) => {
        const results = election(names, lines)
        const leader = results.candidates.find(({ votes }) => votes * 2 > results.totalWeight)
        if (leader) expect(results.winners).toEqual([leader.playerId])
      }),
    )
  })
})

describe('countElection', () => {
  it.each([
    ['weighted_plurality', 1, 'weighted_plurality'],
    ['ranked_choice', 1, 'ranked_choice'],
    ['ranked_choice', 3, 'stv'],
  ] as const)('%s with %d seats is %s', (method, seats, counted) => {
    const request = { method, seats, candidates: [], roll: [], ballots: [], lottery }
    expect(countElection(request).method).toBe(counted)
  })
})
