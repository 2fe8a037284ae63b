import { expect, it } from 'vitest'
import { DEFAULT_TIERS, shownBenefits, TIERS } from '#server/domain/billing/tiers.ts'
import { benefitWords } from './benefit-words.ts'

it('says for how long a region’s log is kept, and its ledger, where that differs', () => {
  const kept = { eventDays: 90, postingDays: 400, exportDays: 7 }
  expect(
    TIERS.map((tier) => benefitWords(shownBenefits(DEFAULT_TIERS[tier].benefits, kept)).slice(1)),
  ).toEqual([
    ['Log kept for 90 days', 'Ledger kept for 400 days', 'Exports kept for 7 days'],
    ['Log kept for 365 days', 'Ledger kept for 400 days', 'Exports kept for 30 days', 'Your own emblem'],
    ['Log and ledger kept for 1,095 days', 'Exports kept for 90 days', 'Your own emblem'],
  ])
})
