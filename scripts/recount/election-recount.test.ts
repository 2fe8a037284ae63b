import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ELECTION_METHODS } from '#server/domain/regions/election-methods.ts'
import { type ElectionRecord } from '#server/domain/records/vote-record.ts'
import { checkRecord } from './check-record.mjs'
import { sha256, election, wrong, alike, council, turn } from './example-records.ts'

describe('an election', () => {
  it.each([
    ['weighted_plurality', 1],
    ['weighted_plurality', 3],
    ['ranked_choice', 1],
    ['ranked_choice', 3],
  ] as const)('recounts %s with %d seats', (method, seats) => {
    const names = ['a*', 'b', 'c', 'd']
    const voters = [
      ...alike(6, 'abd'),
      ...alike(6, 'bxc'),
      ...alike(5, 'c'),
      ...alike(5, 'd'),
      ...alike(2, 'x'),
    ]
    expect(wrong(election(method, seats, names, voters))).toEqual([])
    expect(wrong(election(method, seats, names, []))).toEqual([])
    expect(wrong(election(method, seats, ['a'], voters))).toEqual([])
    expect(wrong(election(method, seats, [], voters))).toEqual([])
  })

  const electorate = (weights: number) =>
    fc.array(
      fc.record({
        weight: fc.integer({ min: 100, max: 99 + weights }),
        choice: fc.option(
          fc.array(fc.constantFrom(...'abcdefx'), { maxLength: 7 }).map((list) => list.join('')),
          { nil: undefined },
        ),
        follows: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
      }),
      { maxLength: 45 },
    )
  const given = (weights: number) =>
    fc.record({
      method: fc.constantFrom(...ELECTION_METHODS),
      seats: fc.integer({ min: 1, max: 4 }),
      names: fc.uniqueArray(fc.constantFrom('a', 'b*', 'c', 'd', 'e*', 'f')),
      voters: electorate(weights),
    })

  it('gives the same results as the game if every ballot is listed', () => {
    fc.assert(
      fc.property(given(1), ({ method, seats, names, voters }) => {
        const alone = voters.map(({ weight, choice }) => ({ weight, choice }))
        expect(wrong(election(method, seats, names, alone))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same results if rare weights and delegations are pooled', () => {
    fc.assert(
      fc.property(given(6), ({ method, seats, names, voters }) => {
        expect(wrong(election(method, seats, names, voters))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('reports pooled ballots that it could follow only through the published rounds', () => {
    const voters = [...alike(6, 'ab'), ...alike(4, 'bc', 120), ...alike(2, 'cb', 130)]
    const { steps } = checkRecord(election('ranked_choice', 1, ['a', 'b', 'c'], voters))
    expect(steps.filter(({ text }) => text.startsWith('6 pooled ballots'))).toHaveLength(1)
    const { steps: all } = checkRecord(council())
    expect(all.filter(({ text }) => text.includes('pooled ballots'))).toEqual([])
  })

  it.each<[string, (record: ElectionRecord) => unknown]>([
    ['a ranking turned', (record) => turn(record, 0, record.ballots[0]?.choice.toReversed() ?? [])],
    ['a ballot emptied', (record) => turn(record, 3, [])],
    ['a ballot left out', (record) => ({ ...record, ballots: record.ballots.slice(1) })],
    ['a voter left out of the roll', (record) => ({ ...record, roll: record.roll.slice(1) })],
    ['another secret', (record) => ({ ...record, lottery: { ...record.lottery, secret: 'other' } })],
    [
      'another text',
      (record) => ({ ...record, resultsText: record.resultsText.replace('seats 3', 'seats 2') }),
    ],
    ['another hash', (record) => ({ ...record, resultsHash: sha256('another') })],
    [
      'another winner',
      (record) => ({
        ...record,
        results: { ...record.results, winners: record.results.winners.toReversed() },
      }),
    ],
    [
      'another incumbent',
      (record) => ({
        ...record,
        results: {
          ...record.results,
          candidates: record.results.candidates.map((one) => ({ ...one, isIncumbent: !one.isIncumbent })),
        },
      }),
    ],
    ['another method', (record) => ({ ...record, results: { ...record.results, method: 'ranked_choice' } })],
    [
      'a candidate left out',
      (record) => ({
        ...record,
        results: { ...record.results, candidates: record.results.candidates.slice(0, -1) },
      }),
    ],
    ['no rounds', (record) => ({ ...record, results: { ...record.results, rounds: undefined } })],
    ['no candidates', (record) => ({ ...record, results: { ...record.results, candidates: undefined } })],
  ])('detects %s', (_name, change) => {
    expect(wrong(change(council())).length).toBeGreaterThan(0)
  })

  it('detects rounds that move more votes than pooled ballots have', () => {
    const record = election(
      'ranked_choice',
      1,
      ['a', 'b', 'c'],
      [...alike(8, 'ab'), ...alike(7, 'b'), ...alike(3, 'ca', 120), ...alike(2, 'cb', 130)],
    )
    expect(wrong(record)).toEqual([])
    const { results } = record
    if (results.method === 'weighted_plurality') throw new Error('no rounds')
    const move = (votes: number) => ({
      ...record,
      results: {
        ...results,
        rounds: results.rounds.map((round) => ({
          ...round,
          transfers: round.transfers.map((to) => ({ ...to, votes: to.votes + votes })),
        })),
      },
    })
    expect(wrong(move(0))).toEqual([])
    for (const votes of [-100, -1, 1, 600])
      expect(wrong(move(votes)).some((text) => text.includes('votes that the ballots do not have'))).toBe(
        true,
      )
  })

  it('detects any single changed ballot of a close count', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), (at) => {
        const record = council()
        const before = record.ballots[at]?.choice ?? []
        const choice = before.length < 2 ? [...before, ...(record.ballots[0]?.choice ?? [])] : before.slice(1)
        const turned = turn(record, at % record.ballots.length, choice)
        if (JSON.stringify(turned) !== JSON.stringify(record)) expect(wrong(turned).length).toBeGreaterThan(0)
      }),
    )
  })
})
