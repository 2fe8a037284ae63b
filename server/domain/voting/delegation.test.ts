import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tally } from './tally.ts'
import {
  blurWeight,
  checkDelegation,
  MAX_DELEGATION_HOPS,
  resolveDelegations,
  type Delegation,
} from './delegation.ts'

const delegations = (...pairs: string[]): Delegation[] =>
  pairs.map((pair) => ({ delegatorId: pair[0] ?? '', delegateId: pair[1] ?? '' }))
const rollOf = (names: string) => [...names].map((voterId) => ({ voterId, weight: 100 }))
const ballotsOf = (names: string) => [...names].map((voterId) => ({ voterId, choice: 'yes' as const }))
/** "a2" is a ballot of a that counts for two, and so on, then the turnout. */
const resolve = (roll: string, cast: string, ...pairs: string[]) => {
  const { ballots, turnout } = resolveDelegations(rollOf(roll), ballotsOf(cast), delegations(...pairs))
  return [...ballots.map(({ voterId, represents }) => `${voterId}${represents}`), turnout].join(' ')
}

describe('resolveDelegations', () => {
  it.each<[string, string, string, string[], string]>([
    ['nobody delegates', 'abc', 'ab', [], 'a1 b1 2'],
    ['a vote follows its delegate', 'abc', 'ab', ['ca'], 'a2 b1 3'],
    ['an own ballot overrides the delegation', 'abc', 'abc', ['ca'], 'a1 b1 c1 3'],
    ['three hops', 'abcd', 'a', ['dc', 'cb', 'ba'], 'a4 4'],
    ['four are too many', 'abcde', 'a', ['ed', 'dc', 'cb', 'ba'], 'a4 4'],
    ['a ballot within the chain ends it', 'abcd', 'ac', ['dc', 'cb', 'ba'], 'a2 c2 4'],
    ['a loop does not vote', 'abc', 'c', ['ab', 'ba'], 'c1 1'],
    ['a loop that leads to a ballot votes', 'abc', 'a', ['ab', 'ba', 'cb'], 'a3 3'],
    ['a delegate who is not on the roll', 'ab', 'a', ['bx', 'xa'], 'a1 1'],
    ['a delegate without a ballot', 'abc', 'a', ['cb'], 'a1 1'],
    ['a delegator who is not on the roll', 'ab', 'a', ['xa', 'ba'], 'a2 2'],
  ])('%s', (_name, roll, cast, pairs, expected) => {
    expect(resolve(roll, cast, ...pairs)).toBe(expected)
  })

  it('adds the weights of the roll to the ballot', () => {
    const roll = [
      { voterId: 'a', weight: 120 },
      { voterId: 'b', weight: 101 },
      { voterId: 'c', weight: 103 },
    ]
    expect(resolveDelegations(roll, ballotsOf('a'), delegations('ba', 'cb'))).toEqual({
      turnout: 3,
      ballots: [
        { voterId: 'a', choice: 'yes', ownWeight: 120, delegatedWeight: 204, weight: 324, represents: 3 },
      ],
    })
  })

  it('throws on a ballot that is not on the roll', () => {
    expect(() => resolveDelegations(rollOf('a'), ballotsOf('b'), [])).toThrow(RangeError)
  })

  const region = fc.record({
    roll: fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 }).map((names) => names.join('')),
    cast: fc.uniqueArray(fc.constantFrom(...'abcdefgh')),
    pairs: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...'abcdefghx'), fc.constantFrom(...'abcdefghx')).map((pair) => pair.join('')),
      { selector: (pair) => pair[0] },
    ),
  })

  it('no vote is lost, counted twice or invented, and the tally counts the same people', () => {
    fc.assert(
      fc.property(region, ({ roll, cast, pairs }) => {
        const entries = [...roll].map((voterId, at) => ({ voterId, weight: 100 + at }))
        const own = cast.filter((name) => roll.includes(name)).join('')
        const { ballots, turnout } = resolveDelegations(entries, ballotsOf(own), delegations(...pairs))
        expect(ballots.reduce((sum, { represents }) => sum + represents, 0)).toBe(turnout)
        expect(turnout).toBeGreaterThanOrEqual(own.length)
        expect(turnout).toBeLessThanOrEqual(roll.length)
        const total = entries.reduce((sum, { weight }) => sum + weight, 0)
        const castWeight = ballots.reduce((sum, { weight }) => sum + weight, 0)
        expect(castWeight).toBeLessThanOrEqual(total)
        const result = tally({
          roll: entries,
          ballots,
          quorumBp: 2500,
          thresholdBp: 5000,
          majority: 'simple',
        })
        expect(result).toMatchObject({ turnout, yesWeight: castWeight, yesBallots: turnout })
      }),
    )
  })

  it('one more ballot moves only its own vote and those delegated through it', () => {
    fc.assert(
      fc.property(region, ({ roll, cast, pairs }) => {
        const own = cast.filter((name) => roll.includes(name)).join('')
        const more = [...roll].find((name) => !own.includes(name))
        if (more === undefined) return
        const before = resolveDelegations(rollOf(roll), ballotsOf(own), delegations(...pairs))
        const after = resolveDelegations(rollOf(roll), ballotsOf(own + more), delegations(...pairs))
        expect(after.turnout).toBeGreaterThanOrEqual(before.turnout)
      }),
    )
  })
})

describe('checkDelegation', () => {
  const ask = (pair: string, existing: string[], more: object = {}) => {
    const verdict = checkDelegation({
      delegatorId: pair[0] ?? '',
      delegateId: pair[1] ?? '',
      delegatorIsCitizen: true,
      delegateIsCitizen: true,
      existing: delegations(...existing),
      ...more,
    })
    return verdict.ok ? undefined : verdict.reason
  }

  it.each<[string, string, string[], string | undefined]>([
    ['a first delegation', 'ab', [], undefined],
    ['to oneself', 'aa', [], 'to-oneself'],
    ['back to a delegator', 'ab', ['ba'], 'loop'],
    ['back through another', 'ab', ['bc', 'ca'], 'loop'],
    ['the third step', 'ab', ['bc', 'cd'], undefined],
    ['the fourth step onward', 'ab', ['bc', 'cd', 'de'], 'chain-too-long'],
    ['the fourth step behind', 'cd', ['bc', 'ab', 'xa'], 'chain-too-long'],
    ['the third behind', 'cd', ['bc', 'ab', 'zc'], undefined],
    ['too long on both sides', 'bc', ['ab', 'cd', 'de'], 'chain-too-long'],
    ['another delegate instead of the last', 'ab', ['ac', 'cd', 'de', 'ef'], undefined],
    ['one that was part of a loop', 'ab', ['ac', 'ca'], undefined],
    ['into a loop of others', 'ab', ['bc', 'cb'], undefined],
  ])('%s', (_name, pair, existing, reason) => {
    expect(ask(pair, existing)).toBe(reason)
  })

  it('is only from citizens to citizens', () => {
    expect(ask('ab', [], { delegatorIsCitizen: false })).toBe('citizens-only')
    expect(ask('ab', [], { delegateIsCitizen: false })).toBe('delegate-not-a-citizen')
  })

  it('allowed delegations never form a loop and always reach the end of their chain', () => {
    const wishes = fc.array(fc.tuple(fc.constantFrom(...'abcdefg'), fc.constantFrom(...'abcdefg')), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(wishes, (pairs) => {
        let existing: Delegation[] = []
        for (const [delegatorId, delegateId] of pairs) {
          const wish = {
            delegatorId,
            delegateId,
            delegatorIsCitizen: true,
            delegateIsCitizen: true,
            existing,
          }
          if (checkDelegation(wish).ok)
            existing = [
              ...existing.filter((one) => one.delegatorId !== delegatorId),
              { delegatorId, delegateId },
            ]
        }
        const delegators = existing.map(({ delegatorId }) => delegatorId)
        const ends = [...'abcdefg'].filter((name) => !delegators.includes(name)).join('')
        expect(resolveDelegations(rollOf('abcdefg'), ballotsOf(ends), existing).turnout).toBe(7)
        expect(MAX_DELEGATION_HOPS).toBe(3)
      }),
    )
  })
})

describe('blurWeight', () => {
  it.each([
    [0, 'none'],
    [100, '1–4'],
    [499, '1–4'],
    [500, '5–19'],
    [1999, '5–19'],
    [2000, '20–99'],
    [9999, '20–99'],
    [10_000, '100 or more'],
  ])('a delegated weight of %d is %s in public', (weight, words) => {
    expect(blurWeight(weight)).toBe(words)
  })
})
