import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountRequest } from './count.ts'
import { drawOrder } from './lottery.ts'
import { countStv, STV_PARTS_PER_UNIT } from './stv.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const lottery = { secret: 'held back until the close', electionId: 'e1', sha256 }

/** Each line is a weight and a ranking; a star marks an incumbent. */
const election = (
  seats: number,
  names: string[],
  lines: [number, string][],
  more: Partial<CountRequest> = {},
) =>
  countStv({
    seats,
    candidates: names.map((name) => ({ playerId: name.replace('*', ''), isIncumbent: name.endsWith('*') })),
    roll: lines.map(([weight], at) => ({ voterId: `v${at}`, weight })),
    ballots: lines.map(([, ranking], at) => ({ voterId: `v${at}`, ranking: [...ranking] })),
    lottery,
    ...more,
  })
type Results = ReturnType<typeof election>

/** "first_preferences: a 12.5, b 3; 0" and so on: votes in units, then what is exhausted. */
const stages = ({ rounds }: Results) =>
  rounds.map(({ action, playerId, votes, exhausted }) => {
    const own = votes.map((one) => `${one.playerId} ${one.votes / STV_PARTS_PER_UNIT}`)
    return `${action}${playerId === null ? '' : ` ${playerId}`}: ${own.join(', ')}; ${exhausted / STV_PARTS_PER_UNIT}`
  })
const fates = ({ candidates }: Results) =>
  candidates.map(({ playerId, elected, decidedBy }) => `${playerId} ${elected} ${decidedBy}`)

describe('countStv', () => {
  // Election of the steering committee of the Green Party of the United States, 24 July 2005: four seats, thirteen
  // candidates, 94 ballots, counted by the rules of the Scottish Order. Ballots and stages: github.com/jklundell/droop,
  // test/blt/SC.blt and test/ref/report/SC-scotland-fixed-p5-d5.txt. That report passes the last eliminated candidate's
  // votes on as well, which rule 52(2) leaves out.
  it('matches the reference count of a real election to the fifth decimal', () => {
    const ballots =
      '19 ghikl, 3 dcma, 2 admg, 2 cmab, 2 daembc, 2 damgceb, 2 gahimcbdlek, 2 ghki, 2 mabgdec, 1 admbgecihlk, ' +
      '1 admecb, 1 amcdgeb, 1 amcgbde, 1 bcdamg, 1 bdme, 1 bghlmkaei, 1 cadbmgieh, 1 cadm, 1 cadmbg, 1 cdgblmhae, ' +
      '1 cmadbge, 1 cmdagbe, 1 dabhc, 1 dabmie, 1 damcbgh, 1 dbmac, 1 dcabk, 1 dcmag, 1 dcmh, 1 debcm, 1 demcba, ' +
      '1 dghb, 1 dgme, 1 dhgembaci, 1 dmbg, 1 dmbgah, 1 dmebac, 1 eamcbdg, 1 embgda, 1 gcdmae, 1 gdbm, 1 gedhkbmacil, ' +
      '1 ghdil, 1 ghiclbmead, 1 ghik, 1 ghilk, 1 ghkil, 1 ghlamibdke, 1 gihlkbm, 1 hdgkmi, 1 ikhg, 1 madbecg, 1 magd, ' +
      '1 mbdgea, 1 mcdabeg, 1 mcdagbe, 1 mceb, 1 mdab, 1 mdac, 1 mdcabe, 1 mdgbh, 1 mdgcaehbi, 1 mebagch, 1 mebdacg, ' +
      '1 megbda, 1 mgcbeda, 1 mgedba'
    const lines = ballots.split(', ').map((line): [number, string] => {
      const [papers = '', ranking = ''] = line.split(' ')
      return [Number(papers), ranking]
    })
    const results = election(4, [...'abcdefghijklm'], lines)

    expect(results).toMatchObject({ totalWeight: 94, quota: 19 })
    const withVotes = stages(results).map((stage) => stage.replaceAll(/ [fjkl] 0,/g, ''))
    expect(withVotes.filter((stage) => !/^elimination [fjkl]/.test(stage))).toEqual([
      'first_preferences: a 6, b 3, c 8, d 22, e 2, g 33, h 1, i 1, m 18; 0',
      'surplus g: a 6.84848, b 3.42424, c 8.42424, d 22, e 2.42424, g 19, h 12.45448, i 1.42424, m 18; 0',
      'surplus d: a 7.803, b 3.5606, c 9.2424, d 19, e 2.69696, g 19, h 12.7272, i 1.42424, m 18.54544; 0',
      'elimination i: a 7.803, b 3.5606, c 9.2424, d 19, e 2.69696, g 19, h 14.15144, m 18.54544; 0',
      'elimination e: a 8.803, b 3.69696, c 9.2424, d 19, g 19, h 14.57568, m 19.6818; 0',
      'surplus m: a 9.01084, b 3.9536, c 9.45496, d 19, g 19, h 14.57568, m 19; 0.00472',
      'elimination b: a 9.36448, c 10.59132, d 19, g 19, h 15.61032, m 19; 1.43368',
      'elimination a: c 16.62204, d 19, g 19, h 16.59988, m 19; 3.77788',
      'elimination h: c 16.62204, d 19, g 19, h 16.59988, m 19; 3.77788',
    ])
    expect(results.rounds.at(-1)?.lost).toBe(20)
    expect(results.winners).toEqual(['g', 'd', 'm', 'c'])
    expect(results.candidates.filter(({ elected }) => elected).map(({ decidedBy }) => decidedBy)).toEqual([
      'votes',
      'votes',
      'votes',
      'last_remaining',
    ])
    expect(results.lottery?.drawn.toSorted()).toEqual(['f', 'j', 'k', 'l'])
  })

  it('transfers all ballots of a surplus, each at a share of its value', () => {
    const results = election(
      2,
      ['a', 'b', 'c', 'd'],
      [
        [60, 'ab'],
        [30, 'ac'],
        [20, 'b'],
        [25, 'c'],
        [15, 'd'],
      ],
    )
    // Quota 51, surplus 39 of 90: 0.43333 a paper.
    expect(stages(results).slice(0, 2)).toEqual([
      'first_preferences: a 90, b 20, c 25, d 15; 0',
      'surplus a: a 51, b 45.9998, c 37.9999, d 15; 0',
    ])
    expect(results.rounds[1]).toMatchObject({
      lost: 30,
      transfers: [
        { playerId: 'b', votes: 2_599_980 },
        { playerId: 'c', votes: 1_299_990 },
      ],
    })
    expect(fates(results)).toEqual([
      'a true votes',
      'b true last_remaining',
      'c false votes',
      'd false votes',
    ])
  })

  it('counts a ballot of weight w as w equal ballots', () => {
    const one = election(
      2,
      ['a', 'b', 'c'],
      [
        [7, 'abc'],
        [2, 'b'],
        [3, 'c'],
      ],
    )
    const many = election(
      2,
      ['a', 'b', 'c'],
      [...'aaaaaaa', ...'bb', ...'ccc'].map((first) => [1, first === 'a' ? 'abc' : first]),
    )
    expect(many.rounds).toEqual(one.rounds)
    expect(many.winners).toEqual(one.winners)
  })

  it('eliminates the one with fewer votes in the latest round that differs', () => {
    const lines: [number, string][] = [
      [9, 'a'],
      [4, 'b'],
      [3, 'c'],
      [1, 'dc'],
      [7, 'e'],
    ]
    const results = election(2, ['a', 'b', 'c', 'd', 'e'], lines)
    expect(results.rounds.slice(1, 3).map(({ playerId, decidedBy }) => [playerId, decidedBy])).toEqual([
      ['d', 'votes'],
      ['c', 'earlier_round'],
    ])
    const incumbent = election(2, ['a', 'b', 'c*', 'd', 'e'], lines)
    expect(incumbent.rounds).toEqual(results.rounds)
  })

  it('records what decided a tie for the last vacancy', () => {
    const results = election(
      2,
      ['a', 'b', 'c', 'd'],
      [
        [10, 'a'],
        [4, 'b'],
        [3, 'c'],
        [1, 'dc'],
      ],
    )
    expect(fates(results)).toEqual([
      'a true votes',
      'b true earlier_round',
      'c false earlier_round',
      'd false votes',
    ])
  })

  it('keeps the incumbent if all rounds are equal, and draws the rest', () => {
    const lines: [number, string][] = [
      [10, 'a'],
      [3, 'b'],
      [3, 'c'],
      [3, 'd'],
    ]
    const order = drawOrder(['b', 'd'], lottery)
    const results = election(2, ['a', 'b', 'c*', 'd'], lines)
    expect(results.rounds[2]).toMatchObject({ playerId: order[1], decidedBy: 'lottery' })
    expect(results.rounds[3]).toMatchObject({ playerId: order[0], decidedBy: 'incumbency' })
    expect(results.lottery).toEqual({ drawn: order })
    expect(fates(results).slice(0, 2)).toEqual(['a true votes', 'c true incumbency'])
  })

  it('orders equal surpluses by earlier rounds, then by lottery', () => {
    const equal = election(
      3,
      ['a', 'b', 'c', 'd'],
      [
        [12, 'ac'],
        [12, 'bd'],
        [4, 'c'],
        [4, 'd'],
      ],
    )
    const order = drawOrder(['a', 'b'], lottery)
    expect(equal.rounds.slice(1, 3).map(({ action, playerId }) => [action, playerId])).toEqual([
      ['surplus', order[0]],
      ['surplus', order[1]],
    ])
    const earlier = election(
      4,
      ['a', 'b', 'c', 'd', 'e', 'f'],
      [
        [10, 'ad'],
        [11, 'bd'],
        [20, 'c'],
        [1, 'ea'],
        [5, 'f'],
        [3, 'd'],
      ],
      {},
    )
    // Quota 11: c passes on nothing to anybody, then e goes and a has 11 too; neither a nor b has a surplus.
    expect(earlier.lottery).toBeNull()
    expect(earlier.rounds.filter(({ action }) => action === 'surplus')).toHaveLength(1)
  })

  it('transfers an older equal surplus first', () => {
    const results = election(
      4,
      ['a', 'b', 'c', 'd', 'e', 'f'],
      [
        [30, 'ab'],
        [9, 'b'],
        [14, 'c'],
        [6, 'd'],
        [4, 'e'],
        [3, 'f'],
      ],
    )
    // Quota 14. b has 9 + 16 of a's surplus: 25, and c exactly the quota.
    expect(results.rounds.slice(1, 3).map(({ action, playerId }) => [action, playerId])).toEqual([
      ['surplus', 'a'],
      ['surplus', 'b'],
    ])
  })

  it('elects everybody without a vote if there are enough seats, heaviest first', () => {
    const results = election(3, ['a', 'b', 'c'], [[1, 'b']])
    expect(fates(results)).toEqual(['b true unopposed', 'a true unopposed', 'c true unopposed'])
    expect(results.rounds).toHaveLength(1)
  })

  it('elects nobody without a vote if there is a choice', () => {
    const results = election(3, ['a', 'b', 'c', 'd'], [[100, 'a']])
    expect(results.winners).toEqual(['a'])
    expect(election(2, ['a', 'b', 'c'], []).winners).toEqual([])
  })

  it('throws on weights that cannot be counted exactly', () => {
    expect(() => election(2, ['a'], [[Number.MAX_SAFE_INTEGER, 'a']])).toThrow(RangeError)
    expect(() => election(10, ['a'], [[1, 'a']])).toThrow(RangeError)
  })

  it('counts 100,000 ballots of every kind', () => {
    const names = [...'abcdefghi']
    const lines = Array.from({ length: 100_000 }, (_, at): [number, string] => {
      const turned = names.map((_name, place) => names[(at * 7 + place * (1 + (at % 5))) % 9])
      return [100 + (at % 51), turned.slice(0, 1 + (at % 9)).join('')]
    })
    const results = election(5, names, lines)
    expect(results.winners).toHaveLength(5)
    expect(results.turnout).toBe(100_000)
  })

  const given = fc.record({
    seats: fc.integer({ min: 1, max: 4 }),
    names: fc.uniqueArray(fc.constantFrom('a', 'b*', 'c', 'd', 'e*', 'f'), { minLength: 1 }),
    lines: fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 7 }),
        fc
          .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'x'), { maxLength: 6 })
          .map((list) => list.join('')),
      ),
      { maxLength: 30 },
    ),
  })

  it('accounts for every part of a vote after every round', () => {
    fc.assert(
      fc.property(given, ({ seats, names, lines }) => {
        const results = election(seats, names, lines)
        let lostBefore = 0
        let exhaustedBefore = 0
        for (const { votes, exhausted, lost } of results.rounds) {
          const sum = votes.reduce((all, own) => all + own.votes, exhausted + lost)
          expect(sum).toBe(results.totalWeight * STV_PARTS_PER_UNIT)
          expect(lost).toBeGreaterThanOrEqual(lostBefore)
          expect(exhausted).toBeGreaterThanOrEqual(exhaustedBefore)
          // Each paper loses less than one part each time its surplus passes on.
          expect(lost).toBeLessThanOrEqual(results.totalWeight * seats)
          ;[lostBefore, exhaustedBefore] = [lost, exhausted]
        }
      }),
    )
  })

  it('fills all seats for which candidates have votes, and no more', () => {
    fc.assert(
      fc.property(given, ({ seats, names, lines }) => {
        const results = election(seats, names, lines)
        expect(results.winners.length).toBeLessThanOrEqual(seats)
        expect(new Set(results.winners).size).toBe(results.winners.length)
        const named = results.candidates.filter(({ votes }) => votes > 0).length
        expect(results.winners.length).toBeGreaterThanOrEqual(Math.min(seats, named))
        expect(results.candidates).toHaveLength(names.length)
        const elected = results.rounds.flatMap((round) => round.elected.map(({ playerId }) => playerId))
        expect(elected).toEqual(results.winners)
      }),
    )
  })

  it('ignores the order of ballots and candidates', () => {
    fc.assert(
      fc.property(given, ({ seats, names, lines }) => {
        const turned = election(seats, [...names].reverse(), [...lines].reverse())
        expect(turned).toEqual(election(seats, names, lines))
      }),
    )
  })

  it('elects k of a group that has k quotas of votes', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 1, max: 3 }), ({ lines, seats, names }, k) => {
        const own = ['p', 'q', 'r'].slice(0, k)
        const others = lines.reduce((sum, [weight]) => sum + weight, 0)
        // With all of theirs at k/(seats + 1) of the whole and a unit for each paper lost to rounding.
        if (k > seats) return
        const weight = Math.ceil((k * others) / (seats + 1 - k)) + 2 * (seats + 1)
        const group = own.map((_, at): [number, string] => [
          weight,
          [...own.slice(at), ...own.slice(0, at)].join(''),
        ])
        const results = election(seats, [...names, ...own], [...lines, ...group])
        expect(results.winners.filter((id) => own.includes(id))).toHaveLength(k)
      }),
    )
  })
})
