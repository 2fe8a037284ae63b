import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountRequest } from './count.ts'
import { drawOrder, isLotterySecret, lotteryCommitment } from './lottery.ts'
import { countPlurality } from './plurality.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const lottery = { secret: 'held back until the close', electionId: 'e1', sha256 }

/** An election among voters of weight 100: votes per candidate; a star marks an incumbent. */
const election = (seats: number, votes: Record<string, number>, more: Partial<CountRequest> = {}) => {
  const names = Object.keys(votes)
  const choices = names.flatMap((name) => Array<string>(votes[name] ?? 0).fill(name.replace('*', '')))
  return countPlurality({
    seats,
    candidates: names.map((name) => ({ playerId: name.replace('*', ''), isIncumbent: name.endsWith('*') })),
    roll: choices.map((_, at) => ({ voterId: `v${at}`, weight: 100 })),
    ballots: choices.map((candidateId, at) => ({ voterId: `v${at}`, ranking: [candidateId] })),
    lottery,
    ...more,
  })
}
const decisions = (results: ReturnType<typeof election>) =>
  Object.fromEntries(results.candidates.map(({ playerId, decidedBy }) => [playerId, decidedBy]))

describe('countPlurality', () => {
  it('elects by weight, not by number of ballots', () => {
    const results = countPlurality({
      seats: 1,
      candidates: ['a', 'b'].map((playerId) => ({ playerId, isIncumbent: false })),
      roll: [
        { voterId: 'v1', weight: 250 },
        { voterId: 'v2', weight: 100 },
        { voterId: 'v3', weight: 100 },
        { voterId: 'v4', weight: 100 },
      ],
      ballots: [
        { voterId: 'v1', ranking: ['a'] },
        { voterId: 'v2', ranking: ['b'] },
        { voterId: 'v3', ranking: ['b'] },
        { voterId: 'v4', ranking: [] },
      ],
      lottery,
    })
    expect(results).toEqual({
      method: 'weighted_plurality',
      seats: 1,
      rollSize: 4,
      turnout: 4,
      abstentions: 1,
      candidates: [
        { playerId: 'a', isIncumbent: false, votes: 250, ballots: 1, elected: true, decidedBy: 'votes' },
        { playerId: 'b', isIncumbent: false, votes: 200, ballots: 2, elected: false, decidedBy: 'votes' },
      ],
      winners: ['a'],
      lottery: null,
    })
  })

  it('fills council seats with the heaviest candidates', () => {
    expect(election(3, { a: 1, b: 4, c: 3, d: 2 }).winners).toEqual(['b', 'c', 'd'])
  })

  it('a tie leaves the incumbent in office', () => {
    const results = election(1, { a: 2, 'b*': 2, c: 1 })
    expect(results.winners).toEqual(['b'])
    expect(results.lottery).toBeNull()
    expect(decisions(results)).toEqual({ a: 'incumbency', b: 'incumbency', c: 'votes' })
  })

  it('draws a tie without an incumbent, always with the same result', () => {
    const results = election(1, { a: 2, b: 2, c: 1 })
    expect(results.lottery).toEqual({ drawn: drawOrder(['a', 'b'], lottery) })
    expect(results.winners).toEqual(drawOrder(['b', 'a'], lottery).slice(0, 1))
    expect(decisions(results)).toEqual({ a: 'lottery', b: 'lottery', c: 'votes' })
  })

  it('a tie keeps incumbents, and the lottery fills the other seats', () => {
    const results = election(3, { a: 5, b: 2, 'c*': 2, d: 2 })
    expect(results.winners.slice(0, 2)).toEqual(['a', 'c'])
    expect(results.lottery).toEqual({ drawn: drawOrder(['b', 'd'], lottery) })
    expect(decisions(results)).toEqual({ a: 'votes', b: 'lottery', c: 'incumbency', d: 'lottery' })
  })

  it('draws among tied incumbents if they outnumber the seats', () => {
    const results = election(1, { 'a*': 2, 'b*': 2, c: 2 })
    expect(results.lottery).toEqual({ drawn: drawOrder(['a', 'b'], lottery) })
    expect(decisions(results)).toEqual({ a: 'lottery', b: 'lottery', c: 'incumbency' })
  })

  it('ignores a tie below the last seat', () => {
    expect(election(1, { a: 3, b: 2, c: 2 }).lottery).toBeNull()
  })

  it('elects everybody without a vote if there are enough seats', () => {
    const results = election(3, { a: 0, b: 0 })
    expect(results.winners).toEqual(['a', 'b'])
    expect(decisions(results)).toEqual({ a: 'unopposed', b: 'unopposed' })
  })

  it('elects nobody without a vote if there is a choice', () => {
    expect(election(2, { a: 1, b: 0, c: 0 }).winners).toEqual(['a'])
    expect(election(1, { a: 0, 'b*': 0 }).winners).toEqual([])
    expect(election(1, {}).winners).toEqual([])
  })

  it('counts ballots for ineligible candidates as turnout only', () => {
    const results = election(
      1,
      { a: 1 },
      {
        roll: [{ voterId: 'v1', weight: 100 }],
        ballots: [{ voterId: 'v1', ranking: ['gone'] }],
      },
    )
    expect(results).toMatchObject({ turnout: 1, abstentions: 1, winners: ['a'] })
  })

  it('throws on ballots that the database excludes', () => {
    for (const seats of [0, 10, 1.5]) expect(() => election(seats, { a: 1 })).toThrow(RangeError)
    expect(() => election(1, { a: 1 }, { roll: [] })).toThrow(RangeError)
    const twice = [1, 2].map(() => ({ voterId: 'v0', ranking: ['a'] }))
    expect(() => election(1, { a: 1 }, { ballots: twice })).toThrow(RangeError)
  })

  it('never fills more than the seats nor prefers a lighter candidate, in any order', () => {
    const given = fc.record({
      seats: fc.integer({ min: 1, max: 9 }),
      votes: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}\*?$/), fc.integer({ min: 0, max: 4 }), {
        maxKeys: 12,
      }),
    })
    fc.assert(
      fc.property(given, ({ seats, votes }) => {
        const unique = Object.fromEntries(Object.entries(votes).filter(([name]) => !(`${name}*` in votes)))
        const results = election(seats, unique)
        expect(results.winners.length).toBeLessThanOrEqual(seats)
        const losers = results.candidates.filter(({ elected }) => !elected)
        for (const winner of results.candidates.filter(({ elected }) => elected))
          expect(losers.every((loser) => loser.votes <= winner.votes)).toBe(true)
        const reversed = election(seats, Object.fromEntries(Object.entries(unique).reverse()))
        expect(reversed.winners).toEqual(results.winners)
      }),
    )
  })
})

describe('lottery', () => {
  it('a commitment matches only its own secret and election', () => {
    const commitment = lotteryCommitment('s', 'e1', sha256)
    expect(isLotterySecret(commitment, 's', 'e1', sha256)).toBe(true)
    expect(isLotterySecret(commitment, 't', 'e1', sha256)).toBe(false)
    expect(isLotterySecret(commitment, 's', 'e2', sha256)).toBe(false)
  })

  it('every candidate wins about equally often', () => {
    const wins = { a: 0, b: 0, c: 0 }
    for (let at = 0; at < 900; at++) {
      const [first] = drawOrder(['a', 'b', 'c'], { ...lottery, secret: `s${at}` })
      if (first === 'a' || first === 'b' || first === 'c') wins[first]++
    }
    expect(Math.min(...Object.values(wins))).toBeGreaterThan(240)
  })
})
