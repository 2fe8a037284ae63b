import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recountFile, SMALLEST_LISTED_GROUP, type CountedBallot } from './recount-file.ts'

const ballot = (receipt: string, weight: number, choice: string[]): CountedBallot => ({
  receipt,
  weight,
  choice,
})
const alike = (count: number, weight: number, choice: string[]) =>
  Array.from({ length: count }, (_, index) => ballot(`${weight}-${index}`, weight, choice))

describe('recountFile', () => {
  it('lists ballots whose weight five or more share', () => {
    const file = recountFile(alike(5, 100, ['a']))
    expect(file.pooled).toBeNull()
    expect(file.ballots).toHaveLength(5)
    expect(file.ballots[0]).toEqual({
      receipt: '100-0',
      choice: ['a'],
      weight: 100,
      represents: 1,
    })
  })

  it('adds up ballots of rare weights, with their receipts', () => {
    const file = recountFile([
      ...alike(6, 100, ['a']),
      ...alike(3, 120, ['b']),
      ...alike(2, 130, ['b']),
      ballot('z', 140, []),
    ])
    expect(file.ballots).toHaveLength(6)
    expect(file.pooled?.receipts).toHaveLength(6)
    expect(file.pooled?.totals).toEqual([
      { choice: [], isWhole: true, votes: 140, ballots: 1, people: 1 },
      { choice: ['b'], isWhole: true, votes: 620, ballots: 5, people: 5 },
    ])
  })

  it('pools a single rare ballot with the next group', () => {
    const file = recountFile([...alike(5, 100, ['a']), ...alike(7, 110, ['a']), ballot('z', 140, ['b'])])
    expect(file.ballots.map(({ weight }) => weight)).toEqual(Array(7).fill(110))
    expect(file.pooled?.totals).toEqual([
      { choice: ['a'], isWhole: true, votes: 500, ballots: 5, people: 5 },
      { choice: ['b'], isWhole: true, votes: 140, ballots: 1, people: 1 },
    ])
  })

  it('gives only totals for fewer than five ballots', () => {
    const file = recountFile(alike(4, 100, []))
    expect(file.ballots).toEqual([])
    expect(file.pooled?.totals).toEqual([{ choice: [], isWhole: true, votes: 400, ballots: 4, people: 4 }])
    expect(recountFile([])).toEqual({ ballots: [], pooled: null })
  })

  it('groups ballots by weight and number of people', () => {
    const delegates = alike(3, 100, ['a']).map((one) => ({
      ...one,
      receipt: `d${one.receipt}`,
      represents: 2,
    }))
    const file = recountFile([...alike(9, 100, ['a']), ...alike(2, 110, ['b']), ...delegates])
    expect(file.ballots).toHaveLength(9)
    expect(file.pooled?.totals).toEqual([
      { choice: ['a'], isWhole: true, votes: 300, ballots: 3, people: 6 },
      { choice: ['b'], isWhole: true, votes: 220, ballots: 2, people: 2 },
    ])
  })

  it('publishes listed rankings in full, and pooled ones as far as five share them', () => {
    const pool = [
      ...Array<string[]>(5).fill(['a', 'b', 'c']),
      ...Array<string[]>(3).fill(['a', 'c', 'b']),
      ...Array<string[]>(2).fill(['a', 'c']),
      ['a'],
      ['b', 'a', 'c'],
      [],
    ].map((choice, at) => ballot(`p${at}`, 200 + at, choice))
    const file = recountFile([...alike(13, 100, ['c', 'b', 'a']), ...pool], { isRanked: true })
    expect(file.ballots).toHaveLength(13)
    expect(file.ballots[0]?.choice).toEqual(['c', 'b', 'a'])
    expect(file.pooled?.totals).toEqual([
      { choice: [], isWhole: true, votes: 212, ballots: 1, people: 1 },
      { choice: ['a', 'b', 'c'], isWhole: true, votes: 1010, ballots: 5, people: 5 },
      { choice: ['a', 'c'], isWhole: false, votes: 1035, ballots: 5, people: 5 },
      { choice: ['a'], isWhole: false, votes: 210, ballots: 1, people: 1 },
      { choice: ['b'], isWhole: false, votes: 211, ballots: 1, people: 1 },
    ])
  })

  const anyBallots = fc.array(
    fc.record({
      weight: fc.integer({ min: 100, max: 106 }),
      represents: fc.integer({ min: 1, max: 2 }),
      choice: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    }),
    { maxLength: 60 },
  )

  it('loses no vote and lists no rare weight', () => {
    fc.assert(
      fc.property(anyBallots, fc.boolean(), (drawn, isRanked) => {
        const cast = drawn.map((one, index) => ({ ...one, receipt: `r${index}` }))
        const file = recountFile(cast, { isRanked })
        const totals = file.pooled?.totals ?? []
        const sum = (of: 'weight' | 'represents') => cast.reduce((all, one) => all + one[of], 0)
        const listed = (of: 'weight' | 'represents') => file.ballots.reduce((all, one) => all + one[of], 0)
        expect(listed('weight') + totals.reduce((all, { votes }) => all + votes, 0)).toBe(sum('weight'))
        expect(listed('represents') + totals.reduce((all, { people }) => all + people, 0)).toBe(
          sum('represents'),
        )
        expect(totals.reduce((all, { ballots }) => all + ballots, 0)).toBe(file.pooled?.receipts.length ?? 0)
        for (const { weight, represents } of file.ballots)
          expect(
            file.ballots.filter((other) => other.weight === weight && other.represents === represents).length,
          ).toBeGreaterThanOrEqual(SMALLEST_LISTED_GROUP)
        if (file.pooled && file.ballots.length > 0)
          expect(file.pooled.receipts.length).toBeGreaterThanOrEqual(SMALLEST_LISTED_GROUP)
        for (const { choice, isWhole, ballots } of totals)
          if (choice.length > 1 || (isWhole && isRanked && choice.length > 0))
            expect(ballots).toBeGreaterThanOrEqual(SMALLEST_LISTED_GROUP)
      }),
    )
  })
})
