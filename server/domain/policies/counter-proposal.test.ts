import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from '../regions/default-settings.ts'
import { checkCounterProposal, compareProposals, decidePair } from './counter-proposal.ts'

const settings = defaultSettings('democracy', 'mining', DEFAULT_THEME)
const closesAt = new Date('2102-05-11T00:00:00Z')

describe('checkCounterProposal', () => {
  type Request = Parameters<typeof checkCounterProposal>[0]
  const original: Request['original'] = {
    policyType: 'trade_policy',
    status: 'voting',
    changes: { startingCredits: 2000, economicSpecialization: null },
    closesAt,
    isCounterProposal: false,
    hasOpenCounterProposal: false,
  }
  const counter: Request['counter'] = { policyType: 'trade_policy', changes: { startingCredits: 1500 } }
  const ask = (change: { original?: object; counter?: object; now?: string }) => {
    const verdict = checkCounterProposal({
      original: { ...original, ...change.original },
      counter: { ...counter, ...change.counter },
      settings,
      now: new Date(change.now ?? '2102-05-05T00:00:00Z'),
    })
    return verdict.ok ? verdict.value : verdict.reason
  }

  it('closes at the same time as the original', () => {
    expect(ask({})).toEqual({ closesAt })
    expect(ask({ now: '2102-05-10T00:00:00Z' })).toEqual({ closesAt })
  })

  it.each<[string, Parameters<typeof ask>[0], string]>([
    ['to a closed vote', { original: { status: 'passed' } }, 'not-open'],
    ['to a vote that is due to close', { now: '2102-05-11T00:00:00Z' }, 'not-open'],
    ['to a counter-proposal', { original: { isCounterProposal: true } }, 'is-counter-proposal'],
    ['next to another one', { original: { hasOpenCounterProposal: true } }, 'already-countered'],
    ['in the last day', { now: '2102-05-10T00:00:00.001Z' }, 'too-late'],
    [
      'of another kind',
      { counter: { policyType: 'tax_rate', changes: { taxRateBp: 700 } } },
      'other-policy-type',
    ],
    ['on other levers', { counter: { changes: { tradeBonuses: { ore: 200 } } } }, 'no-shared-lever'],
    [
      'that proposes the same',
      { counter: { changes: { economicSpecialization: null, startingCredits: 2000 } } },
      'same-changes',
    ],
  ])('%s is refused', (_name, change, reason) => {
    expect(ask(change)).toBe(reason)
  })
})

describe('decidePair', () => {
  const side = (passed: boolean, yesWeight: number) => ({ passed, yesWeight })
  it.each([
    ['neither passes', side(false, 300), side(false, 900), 'rejected', 'rejected'],
    ['only the original', side(true, 300), side(false, 900), 'passed', 'rejected'],
    ['only the counter-proposal', side(false, 900), side(true, 300), 'rejected', 'passed'],
    ['both, the original with more weight', side(true, 400), side(true, 300), 'passed', 'superseded'],
    ['both, the counter-proposal with more weight', side(true, 300), side(true, 301), 'superseded', 'passed'],
    ['both with the same weight', side(true, 300), side(true, 300), 'passed', 'superseded'],
  ] as const)('%s', (_name, one, other, original, counter) => {
    expect(decidePair(one, other)).toEqual({ original, counter })
  })

  it('never passes both, and passes one if any passes', () => {
    const tally = fc.record({ passed: fc.boolean(), yesWeight: fc.nat({ max: 5 }) })
    fc.assert(
      fc.property(tally, tally, (one, other) => {
        const outcomes = Object.values(decidePair(one, other)).filter((outcome) => outcome === 'passed')
        expect(outcomes).toHaveLength(one.passed || other.passed ? 1 : 0)
      }),
    )
  })
})

describe('compareProposals', () => {
  it('shows each lever’s current value and both proposals', () => {
    expect(
      compareProposals(
        settings,
        { startingCredits: 2000, economicSpecialization: null },
        { startingCredits: 1500, tradeBonuses: { ore: 200 } },
      ),
    ).toEqual([
      { lever: 'startingCredits', now: 1000, original: 2000, counter: 1500 },
      { lever: 'economicSpecialization', now: 'mining', original: null, counter: undefined },
      {
        lever: 'tradeBonuses',
        now: settings.tradeBonuses,
        original: undefined,
        counter: { ...settings.tradeBonuses, ore: 200 },
      },
    ])
  })
})
