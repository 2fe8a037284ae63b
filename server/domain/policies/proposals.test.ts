import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { createPolicyInput } from './inputs.ts'
import { POLICY_TYPES, type PolicyType } from '../regions/policy-types.ts'
import { checkNewProposal, checkWithdrawal } from './proposal-rules.ts'
import { leversOfPolicyType } from '../regions/levers.ts'
import { parseProposedChanges } from './proposed-changes.ts'
import { isVotingOpen, votingClosesAt } from '../voting/schedule.ts'
import { like } from '#server/testing/like.ts'

describe('parseProposedChanges', () => {
  it.each<[PolicyType, object, object]>([
    ['tax_rate', { taxRate: 0.12 }, { taxRateBp: 1200 }],
    ['pvp_rules', { pvpRule: 'open' }, { pvpRule: 'open' }],
    ['trade_policy', { tradeBonuses: { ore: 2 } }, { tradeBonuses: { ore: 200 } }],
    ['immigration', { citizenshipWaitDays: 0 }, { citizenshipWaitDays: 0 }],
    ['defense', { defenseLevel: 2 }, { defenseLevel: 2 }],
    ['cultural', { aestheticTheme: DEFAULT_THEME }, { theme: DEFAULT_THEME }],
    ['constitutional', { votingThreshold: 0.6, quorum: 0.4 }, { votingThresholdBp: 6000, quorumBp: 4000 }],
  ])('%s may change its own levers', (policyType, wire, value) => {
    expect(parseProposedChanges(policyType, wire)).toEqual({ ok: true, value })
  })

  it.each<[PolicyType, unknown, string]>([
    ['tax_rate', { taxRate: 0.3 }, 'Tax must be between 5% and 25%.'],
    ['tax_rate', { taxRate: 0.1, quorum: 0.3 }, 'Unrecognized key: "quorum"'],
    ['tax_rate', {}, 'Tax must be between 5% and 25%.'],
    ['defense', null, 'Invalid input: expected object, received null'],
  ])('%s refuses %j', (policyType, wire, message) => {
    expect(parseProposedChanges(policyType, wire)).toMatchObject({
      ok: false,
      reason: 'invalid-changes',
      message,
    })
  })

  it('issue paths start with proposedChanges', () => {
    const verdict = parseProposedChanges('trade_policy', { tradeBonuses: { ore: 9 } })
    expect(verdict).toMatchObject({ issues: [{ path: 'proposedChanges.tradeBonuses.ore' }] })
  })

  it('an empty proposal is refused with the levers it may change', () => {
    expect(parseProposedChanges('cultural', {})).toMatchObject({
      ok: false,
      reason: 'no-changes',
      message: 'Name at least one change: languagePack, aestheticTheme, traditions, motto.',
    })
  })

  it('every kind of policy has levers', () => {
    expect(POLICY_TYPES.every((type) => leversOfPolicyType(type).length > 0)).toBe(true)
  })
})

describe('proposing', () => {
  const open = (
    id: string,
    proposerId: string,
    levers: ('taxRateBp' | 'motto' | 'pvpRule')[],
    effectiveAt: Date | null = null,
  ) => ({ id, proposerId, levers, effectiveAt })

  it('one open policy per lever', () => {
    const verdict = checkNewProposal({ proposerId: 'a', levers: ['motto', 'taxRateBp'] }, [
      open('1', 'b', ['taxRateBp']),
    ])
    expect(verdict).toMatchObject({
      reason: 'lever-already-open',
      message: like.stringContaining('Tax is already'),
    })
  })

  it('a passed law blocks its levers until its start, and does not count as an open proposal', () => {
    const day = new Date('2102-05-01T12:00:00Z')
    const coming = [1, 2, 3].map((id) => open(String(id), 'a', ['motto'], day))
    expect(checkNewProposal({ proposerId: 'b', levers: ['motto'] }, coming)).toMatchObject({
      reason: 'lever-already-open',
      message:
        'Motto: a law on this has passed and takes effect on 2102-05-01T12:00:00.000Z. You can propose another change after that.',
    })
    expect(checkNewProposal({ proposerId: 'a', levers: ['pvpRule'] }, coming)).toMatchObject({ ok: true })
  })

  it('at most three open proposals per member', () => {
    const others = [1, 2, 3].map((id) => open(String(id), 'a', ['motto']))
    expect(checkNewProposal({ proposerId: 'a', levers: ['pvpRule'] }, others)).toMatchObject({
      reason: 'too-many-open-proposals',
    })
    expect(checkNewProposal({ proposerId: 'b', levers: ['pvpRule'] }, others)).toEqual({
      ok: true,
      value: undefined,
    })
  })

  it.each([
    [{ isProposer: true, isOpen: true, ballotCount: 0 }, undefined],
    [{ isProposer: false, isOpen: true, ballotCount: 0 }, 'not-the-proposer'],
    [{ isProposer: true, isOpen: false, ballotCount: 0 }, 'not-open'],
    [{ isProposer: true, isOpen: true, ballotCount: 1 }, 'voting-has-begun'],
  ])('withdrawal %j: %s', (proposal, reason) => {
    const verdict = checkWithdrawal(proposal)
    expect(verdict.ok ? undefined : verdict.reason).toBe(reason)
  })

  it('voting lasts seven days by default', () => {
    const input = { policyType: 'tax_rate', title: 'Lower tax', proposedChanges: { taxRate: 0.05 } }
    expect(createPolicyInput.parse(input)).toMatchObject({ votingDurationDays: 7, description: '' })
    for (const votingDurationDays of [0, 31, 1.5])
      expect(createPolicyInput.safeParse({ ...input, votingDurationDays }).error?.issues[0]?.message).toBe(
        'Voting must last between 1 and 30 days.',
      )
  })
})

describe('schedule', () => {
  const opensAt = new Date('2102-05-01T00:00:00Z')
  const closesAt = votingClosesAt(opensAt, 10)

  it('the instant of the close counts as closed', () => {
    expect(closesAt.toISOString()).toBe('2102-05-11T00:00:00.000Z')
    expect(isVotingOpen({ opensAt, closesAt }, opensAt)).toBe(true)
    expect(isVotingOpen({ opensAt, closesAt }, new Date(closesAt.getTime() - 1))).toBe(true)
    expect(isVotingOpen({ opensAt, closesAt }, closesAt)).toBe(false)
    expect(isVotingOpen({ opensAt, closesAt }, new Date(opensAt.getTime() - 1))).toBe(false)
  })

  it.each([0, 31, 2.5])('%d days throw', (days) => {
    expect(() => votingClosesAt(opensAt, days)).toThrow(RangeError)
  })
})
