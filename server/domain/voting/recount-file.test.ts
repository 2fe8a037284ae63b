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
  it('lists ballots of a weight that five or more share', () => {
    const file = recountFile(alike(5, 100, ['a']))
    expect(file.pooled).toBeNull()
    expect(file.ballots).toHaveLength(5)
    expect(file.ballots[0]).toEqual({ receipt: '100-0', choice: 'a', weight: 100 })
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
      { choice: null, votes: 140, ballots: 1 },
      { choice: 'b', votes: 620, ballots: 5 },
    ])
  })

  it('hides a single rare ballot among the next group', () => {
    const file = recountFile([...alike(5, 100, ['a']), ...alike(7, 110, ['a']), ballot('z', 140, ['b'])])
    expect(file.ballots.map(({ weight }) => weight)).toEqual(Array(7).fill(110))
    expect(file.pooled?.totals).toEqual([
      { choice: 'a', votes: 500, ballots: 5 },
      { choice: 'b', votes: 140, ballots: 1 },
    ])
  })

  it('gives totals only for an election of fewer than five ballots', () => {
    const file = recountFile(alike(4, 100, []))
    expect(file.ballots).toEqual([])
    expect(file.pooled?.totals).toEqual([{ choice: null, votes: 400, ballots: 4 }])
    expect(recountFile([])).toEqual({ ballots: [], pooled: null })
  })

  it('loses no vote and lists no rare weight, whatever was cast', () => {
    const anyBallots = fc.array(
      fc.record({
        weight: fc.integer({ min: 100, max: 106 }),
        choice: fc.constantFrom<string[][]>([], ['a'], ['b'], ['c']),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(anyBallots, (drawn) => {
        const cast = drawn.map((one, index) => ({ ...one, receipt: `r${index}` }))
        const file = recountFile(cast)
        const listedWeight = file.ballots.reduce((sum, { weight }) => sum + weight, 0)
        const pooledWeight = file.pooled?.totals.reduce((sum, { votes }) => sum + votes, 0) ?? 0
        expect(listedWeight + pooledWeight).toBe(cast.reduce((sum, { weight }) => sum + weight, 0))
        for (const { weight } of file.ballots)
          expect(file.ballots.filter((other) => other.weight === weight).length).toBeGreaterThanOrEqual(
            SMALLEST_LISTED_GROUP,
          )
        if (file.pooled && file.ballots.length > 0)
          expect(file.pooled.receipts.length).toBeGreaterThanOrEqual(SMALLEST_LISTED_GROUP)
      }),
    )
  })
})
