import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from '../regions/default-settings.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { type SettingsPatch } from '../regions/levers.ts'
import { reviewSettings } from './settings-review.ts'

const review = (governanceType: GovernanceType, changes: SettingsPatch, isOwner = true) =>
  reviewSettings({
    settings: defaultSettings(governanceType, null, DEFAULT_THEME),
    changes,
    actor: { isOwner, offices: [], membership: isOwner ? 'citizen' : 'resident' },
    governorInOffice: false,
  })

describe('reviewSettings', () => {
  it('an owner of an autocracy decrees with immediate effect', () => {
    expect(review('autocracy', { taxRateBp: 800 })).toMatchObject([
      { policyType: 'tax_rate', changes: [{ before: 1000, after: 800 }], decision: { instrument: 'decree' } },
    ])
  })

  it('in a democracy the same change needs a vote, the constitution two thirds', () => {
    const [tax, constitution] = review('democracy', { taxRateBp: 800, electionFrequencyDays: 60 })
    expect(tax?.decision.text).toContain('50%')
    expect(constitution?.decision).toMatchObject({
      instrument: 'vote',
      title: 'Vote of the citizens, two thirds',
    })
    expect(constitution?.decision.text).toContain('two thirds in favour')
  })

  it('the council votes in a council region', () => {
    expect(review('council', { taxRateBp: 800 })[0]?.decision.title).toBe('Vote of the council')
  })

  it('a refusal names who may change it', () => {
    expect(review('democracy', { taxRateBp: 800 }, false)[0]?.decision).toMatchObject({
      instrument: 'refused',
    })
  })

  it('a proposal is a vote even if the proposer could decree', () => {
    const settings = defaultSettings('autocracy', null, DEFAULT_THEME)
    const actor = { isOwner: true, offices: [], membership: 'citizen' as const }
    const question = { settings, changes: { taxRateBp: 800 }, actor, governorInOffice: false }
    expect(reviewSettings(question, { asProposal: true })[0]?.decision.instrument).toBe('vote')
  })

  it('shows when a decree or law would start and expire', () => {
    const terms = { effectiveInDays: 5, expiresAfterDays: 1 }
    const settings = defaultSettings('democracy', null, DEFAULT_THEME)
    const actor = { isOwner: true, offices: [], membership: 'citizen' as const }
    const changes = { taxRateBp: 800, motto: 'Onward' }
    const [tax, motto] = reviewSettings({ settings, changes, actor, governorInOffice: false }, terms)
    expect(tax?.decision.text).toContain('5 days after the vote. It expires one day after')
    expect(motto?.decision).toMatchObject({ instrument: 'decree', title: 'By decree, in 5 days' })
    expect(motto?.decision.text).toContain('It expires one day after')
  })

  it('an unchanged form does nothing', () => {
    expect(review('autocracy', { taxRateBp: 1000 })).toEqual([])
  })
})
