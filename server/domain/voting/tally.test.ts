import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASE_VOTING_WEIGHT, MAX_VOTING_WEIGHT, votingPower } from '../membership/voting-power.ts'
import { requiredTurnout } from './quorum.ts'
import { buildRoll, rollHash, serializeRoll, type RollCandidate } from './roll.ts'
import { BALLOT_CHOICES, requiredApprovalBp, serializeTally, tally, type BallotChoice } from './tally.ts'

/** A vote with equal weights: `yes`, `no` and `abstain` ballots of a roll. */
const vote = (
  rollSize: number,
  ballots: Partial<Record<BallotChoice, number>>,
  rules: { quorumBp?: number; thresholdBp?: number; majority?: 'simple' | 'two_thirds' } = {},
) => {
  const choices = BALLOT_CHOICES.flatMap((choice) => Array<BallotChoice>(ballots[choice] ?? 0).fill(choice))
  return tally({
    roll: Array.from({ length: rollSize }, (_, at) => ({ voterId: `p${at}`, weight: 100 })),
    ballots: choices.map((choice, at) => ({ voterId: `p${at}`, choice })),
    quorumBp: 3333,
    thresholdBp: 5000,
    majority: 'simple',
    ...rules,
  })
}

describe('requiredTurnout', () => {
  it.each([
    [0, 3333, 1],
    [1, 3333, 1],
    [2, 2500, 2],
    [3, 3333, 2],
    [6, 3333, 2],
    [7, 3333, 3],
    [9, 3333, 3],
    [10, 6000, 6],
    [100, 2500, 25],
    [10_000, 3333, 3333],
  ])('a roll of %d at %d bp needs %d', (rollSize, quorumBp, needed) => {
    expect(requiredTurnout(rollSize, quorumBp)).toBe(needed)
  })
})

describe('tally', () => {
  it.each([
    ['a majority at quorum passes', 9, { yes: 2, no: 1 }, {}, 'passed'],
    ['one ballot short of quorum fails', 9, { yes: 2 }, {}, 'quorum-not-met'],
    ['abstentions count for the quorum', 9, { yes: 1, abstain: 2 }, {}, 'passed'],
    ['abstentions alone decide nothing', 9, { abstain: 9 }, {}, 'not-outweighed'],
    ['a tie fails even at a low threshold', 4, { yes: 2, no: 2 }, { thresholdBp: 1000 }, 'not-outweighed'],
    [
      'a low threshold does not let a minority win',
      10,
      { yes: 3, no: 7 },
      { thresholdBp: 1000 },
      'not-outweighed',
    ],
    ['exactly the threshold passes', 10, { yes: 6, no: 4 }, { thresholdBp: 6000 }, 'passed'],
    ['just below the threshold fails', 10, { yes: 6, no: 4 }, { thresholdBp: 6001 }, 'below-threshold'],
    ['exactly two thirds pass', 6, { yes: 4, no: 2 }, { majority: 'two_thirds' }, 'passed'],
    ['less than two thirds fail', 8, { yes: 5, no: 3 }, { majority: 'two_thirds' }, 'below-threshold'],
    [
      'a higher threshold stays',
      4,
      { yes: 3, no: 1 },
      { majority: 'two_thirds', thresholdBp: 9000 },
      'below-threshold',
    ],
    ['the only voter decides', 1, { yes: 1 }, {}, 'passed'],
    ['an empty roll decides nothing', 0, {}, {}, 'quorum-not-met'],
    ['two voters: one is not enough', 2, { yes: 1 }, {}, 'quorum-not-met'],
  ] as const)('%s', (_name, rollSize, ballots, rules, outcome) => {
    const result = vote(rollSize, ballots, rules)
    expect([result.outcome, result.passed]).toEqual([outcome, outcome === 'passed'])
  })

  it('weights decide the result, ballots the turnout', () => {
    const result = tally({
      roll: [
        { voterId: 'heavy', weight: 150 },
        { voterId: 'light', weight: 100 },
        { voterId: 'absent', weight: 100 },
      ],
      ballots: [
        { voterId: 'heavy', choice: 'yes' },
        { voterId: 'light', choice: 'no' },
      ],
      quorumBp: 6000,
      thresholdBp: 6000,
      majority: 'simple',
    })
    expect(result).toMatchObject({
      passed: true,
      turnout: 2,
      requiredTurnout: 2,
      rollSize: 3,
      approvalBp: 6000,
    })
    expect(serializeTally(result)).toBe(
      'tally v1\noutcome passed\nturnout 2 of 3, required 2\nyes 150 in 1\nno 100 in 1\nabstain 0 in 0\nrequired approval 6000',
    )
  })

  it('approval is null if nobody voted yes or no', () => {
    expect(vote(3, { abstain: 3 }).approvalBp).toBeNull()
  })

  it('shows two thirds rounded up', () => {
    expect(requiredApprovalBp(5000, 'two_thirds')).toBe(6667)
    expect(requiredApprovalBp(7000, 'two_thirds')).toBe(7000)
    expect(requiredApprovalBp(5000, 'simple')).toBe(5000)
  })

  it('throws on ballots that are not on the roll', () => {
    const rules = {
      roll: [{ voterId: 'a', weight: 100 }],
      quorumBp: 3333,
      thresholdBp: 5000,
      majority: 'simple',
    } as const
    expect(() => tally({ ...rules, ballots: [{ voterId: 'b', choice: 'yes' }] })).toThrow(RangeError)
    const twice = [
      { voterId: 'a', choice: 'yes' },
      { voterId: 'a', choice: 'yes' },
    ] as const
    expect(() => tally({ ...rules, ballots: twice })).toThrow(RangeError)
  })

  const electorate = fc.record({
    voters: fc.array(
      fc.record({
        weight: fc.integer({ min: 100, max: 150 }),
        choice: fc.constantFrom(...BALLOT_CHOICES, null),
      }),
      {
        maxLength: 40,
      },
    ),
    quorumBp: fc.integer({ min: 2500, max: 6000 }),
    thresholdBp: fc.integer({ min: 1000, max: 9000 }),
    majority: fc.constantFrom('simple' as const, 'two_thirds' as const),
  })
  const requestOf = ({ voters, ...rules }: typeof electorate extends fc.Arbitrary<infer T> ? T : never) => ({
    roll: voters.map(({ weight }, at) => ({ voterId: `p${at}`, weight })),
    ballots: voters.flatMap(({ choice }, at) => (choice === null ? [] : [{ voterId: `p${at}`, choice }])),
    ...rules,
  })

  it('a passed vote has quorum, majority and threshold, in any order of ballots', () => {
    fc.assert(
      fc.property(electorate, (given) => {
        const request = requestOf(given)
        const result = tally(request)
        expect(tally({ ...request, ballots: [...request.ballots].reverse() })).toEqual(result)
        const reaches = result.yesWeight * 10_000 >= (result.yesWeight + result.noWeight) * given.thresholdBp
        const twoThirds = given.majority === 'simple' || result.yesWeight >= 2 * result.noWeight
        const expected =
          result.turnout >= result.requiredTurnout &&
          result.yesWeight > result.noWeight &&
          reaches &&
          twoThirds
        expect(result.passed).toBe(expected)
      }),
    )
  })

  it('one more yes never turns a passing vote into a failing one', () => {
    fc.assert(
      fc.property(electorate, (given) => {
        const request = requestOf(given)
        const absent = request.roll.find(
          (entry) => !request.ballots.some(({ voterId }) => voterId === entry.voterId),
        )
        if (!absent || !tally(request).passed) return
        const more = [...request.ballots, { voterId: absent.voterId, choice: 'yes' as const }]
        expect(tally({ ...request, ballots: more }).passed).toBe(true)
      }),
    )
  })
})

describe('roll', () => {
  const openedAt = new Date('2102-05-10T00:00:00Z')
  const member = (userId: string, over: Partial<RollCandidate> = {}): RollCandidate => ({
    userId,
    membershipType: 'citizen',
    reputationScore: 0,
    accountCreatedAt: new Date('2102-01-01T00:00:00Z'),
    isOwner: false,
    isCouncilMember: false,
    ...over,
  })
  const young = new Date('2102-05-07T00:00:01Z')

  it('lists citizens with their weight by id, without residents and young accounts, always with the owner', () => {
    const members = [
      member('d', { accountCreatedAt: young }),
      member('c', { reputationScore: 500 }),
      member('b', { membershipType: 'resident' }),
      member('a', { isOwner: true, accountCreatedAt: young }),
      member('e', { accountCreatedAt: new Date('2102-05-07T00:00:00Z') }),
    ]
    expect(buildRoll({ electorate: 'citizens', members, citizenshipWaitDays: 3, openedAt })).toEqual([
      { voterId: 'a', weight: 100, reason: 'owner' },
      { voterId: 'c', weight: 125, reason: 'citizen' },
      { voterId: 'e', weight: 100, reason: 'citizen' },
    ])
  })

  it('gives council members equal seats', () => {
    const members = [
      member('b', { isCouncilMember: true, reputationScore: 900 }),
      // Voters fill the seats: account age matters for citizens only.
      member('a', { isCouncilMember: true, accountCreatedAt: openedAt }),
      member('c', { isOwner: true }),
    ]
    expect(buildRoll({ electorate: 'council', members, citizenshipWaitDays: 3, openedAt })).toEqual([
      { voterId: 'a', weight: 100, reason: 'council_seat' },
      { voterId: 'b', weight: 100, reason: 'council_seat' },
    ])
  })

  it('the owner stands in for an empty council, at any account age', () => {
    const members = [member('a'), member('o', { isOwner: true, accountCreatedAt: openedAt })]
    expect(buildRoll({ electorate: 'council', members, citizenshipWaitDays: 3, openedAt })).toEqual([
      { voterId: 'o', weight: 100, reason: 'owner_for_empty_council' },
    ])
  })

  it('hashes a fixed text, in any order', () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    const roll = buildRoll({
      electorate: 'citizens',
      members: [member('b'), member('a')],
      citizenshipWaitDays: 0,
      openedAt,
    })
    expect(serializeRoll(roll)).toBe('roll v1\na 100 citizen\nb 100 citizen')
    expect(rollHash([...roll].reverse(), sha256)).toBe(rollHash(roll, sha256))
    expect(rollHash(roll, sha256)).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    [-50, BASE_VOTING_WEIGHT],
    [0, 100],
    [19, 100],
    [20, 101],
    [1000, MAX_VOTING_WEIGHT],
    [99_999, MAX_VOTING_WEIGHT],
  ])('a reputation of %d votes with %d units', (reputation, weight) => {
    expect(votingPower(reputation)).toBe(weight)
  })
})
