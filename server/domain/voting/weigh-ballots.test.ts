import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countElection } from '../elections/count.ts'
import { ELECTION_METHODS } from '../regions/election-methods.ts'
import { BALLOT_CHOICES, tally } from './tally.ts'
import { weighBallots } from './weigh-ballots.ts'

type Cast = { weight: number; represents: number; choice: string[] }

/** Bundles equal ballots, as the database does. */
function bundled(cast: readonly Cast[]): Cast[] {
  const bundles = new Map<string, Cast>()
  for (const { weight, represents, choice } of cast) {
    const bundle = bundles.get(choice.join()) ?? { weight: 0, represents: 0, choice }
    bundles.set(choice.join(), {
      choice,
      weight: bundle.weight + weight,
      represents: bundle.represents + represents,
    })
  }
  return [...bundles.values()]
}

/** The same votes as single ballots and as bundles; delegators are on the roll as well. */
function boxes(cast: readonly Cast[]) {
  const followers = cast.flatMap(({ represents }, n) =>
    Array.from({ length: represents - 1 }, (_, at) => ({ voterId: `f${n}-${at}`, weight: 0 })),
  )
  const roll = [...cast.map(({ weight }, n) => ({ voterId: `v${n}`, weight })), ...followers]
  const rollSums = { size: roll.length, weight: roll.reduce((sum, { weight }) => sum + weight, 0) }
  return {
    singly: { roll, ballots: cast.map((one, n) => ({ ...one, voterId: `v${n}` })) },
    together: { rollSums, bundles: bundled(cast) },
  }
}

const votes = (choice: fc.Arbitrary<string[]>) =>
  fc.array(
    fc.record({
      weight: fc.integer({ min: 100, max: 150 }),
      represents: fc.integer({ min: 1, max: 3 }),
      choice,
    }),
    { maxLength: 40 },
  )

describe('bundles of equal ballots', () => {
  it('give the same tally as single ballots', () => {
    const asMotion = <Paper extends Cast>(paper: Paper) => ({
      ...paper,
      choice: BALLOT_CHOICES.find((word) => word === paper.choice[0]) ?? 'abstain',
    })
    fc.assert(
      fc.property(votes(fc.constantFrom(...BALLOT_CHOICES).map((word) => [word])), (cast) => {
        const { singly, together } = boxes(cast)
        const rules = { quorumBp: 3_333, thresholdBp: 5_000, majority: 'simple' } as const
        expect(
          tally({ ...rules, rollSums: together.rollSums, bundles: together.bundles.map(asMotion) }),
        ).toEqual(tally({ ...rules, roll: singly.roll, ballots: singly.ballots.map(asMotion) }))
      }),
    )
  })

  it('give the same election result as single ballots, by every method', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const asPaper = <Paper extends Cast>({ choice, ...paper }: Paper) => ({ ...paper, ranking: choice })
    fc.assert(
      fc.property(
        votes(fc.shuffledSubarray(names)),
        fc.constantFrom(...ELECTION_METHODS),
        fc.constantFrom(1, 3),
        (cast, method, seats) => {
          const { singly, together } = boxes(cast)
          const rules = {
            method,
            seats,
            candidates: names.map((playerId) => ({ playerId, isIncumbent: playerId === 'c' })),
            lottery: { secret: 's', electionId: 'e', sha256: (text: string) => text },
          }
          expect(
            countElection({ ...rules, rollSums: together.rollSums, bundles: together.bundles.map(asPaper) }),
          ).toEqual(countElection({ ...rules, roll: singly.roll, ballots: singly.ballots.map(asPaper) }))
        },
      ),
    )
  })

  it('throw if they represent more people or weight than the roll', () => {
    const of = (weight: number, represents: number) => () =>
      weighBallots({ rollSums: { size: 2, weight: 200 }, bundles: [{ weight, represents }] }, () => undefined)
    expect(of(200, 2)()).toBe(2)
    expect(of(200, 3)).toThrow(RangeError)
    expect(of(201, 2)).toThrow(RangeError)
  })
})
