import { CHECKOUT_HOLD_MS } from '#server/domain/billing/checkout-holds.ts'
import { GRACE_DAYS } from '#server/domain/billing/payment-ledger.ts'
import {
  ARCHIVE_MONTHS,
  EVACUATION_DAYS,
  READ_ONLY_DAYS,
} from '#server/domain/billing/subscription-timetable.ts'
import { type PlanKey } from '#server/domain/billing/plans.ts'
import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import {
  CITIZENSHIP_LIMIT,
  GALACTIC_CITIZENSHIP_LIMIT,
} from '#server/domain/membership/citizenship-limits.ts'
import { formatCount } from '#app/lib/format.ts'

const HOUR_MS = 3_600_000

/** How long a name stays reserved for its buyer. */
const HOLD = formatCount(CHECKOUT_HOLD_MS / HOUR_MS, 'hour')

/** What a plan includes; only what already exists. */
export const INCLUDED: Record<PlanKey, string[]> = {
  regional_owner: [
    `${REGION_SECTORS} sectors with ports, planets and a gate to the Central Nexus`,
    'Its own galaxy and treasury',
    'Your choice of autocracy, democracy or council',
    'A dashboard for taxes, trade, immigration, treaties and elections',
    'Its own colours, words, motto and traditions',
  ],
  galactic_citizen: [
    'No gate tolls between regions',
    `Citizenship in up to ${GALACTIC_CITIZENSHIP_LIMIT} regions instead of ${CITIZENSHIP_LIMIT}`,
  ],
}

/** Columns: everyone, galactic citizen, region owner. */
export const COMPARISON: { what: string; values: [string | boolean, string | boolean, string | boolean] }[] =
  [
    { what: 'Fly, explore and settle', values: [true, true, true] },
    { what: 'Vote where you are a citizen', values: [true, true, true] },
    {
      what: 'Citizenships at a time',
      values: [
        `${CITIZENSHIP_LIMIT}`,
        `${GALACTIC_CITIZENSHIP_LIMIT}`,
        `${CITIZENSHIP_LIMIT}, plus your own`,
      ],
    },
    { what: 'Gate tolls', values: ['You pay', 'Free', 'You pay'] },
    { what: 'Your own region with its own laws and look', values: [false, false, true] },
    { what: 'More turns, stronger ships, extra votes', values: [false, false, false] },
  ]

export const QUESTIONS: { question: string; answer: string }[] = [
  {
    question: 'When am I charged?',
    answer:
      'When you approve the payment, then every month on the same day until you cancel. PayPal handles it; we never see your card.',
  },
  {
    question: 'Can I cancel?',
    answer:
      'Yes, any time, on your billing page. It stays yours until the paid month ends, and you are not charged again.',
  },
  {
    question: 'What if a payment fails?',
    answer: `Everything keeps working for ${GRACE_DAYS} days while PayPal retries. Then the region is read-only for ${READ_ONLY_DAYS} days, and evacuated for ${EVACUATION_DAYS} days: pilots leave for free with all they have, and at the end who stayed is carried out and the treasury is shared among the citizens. Then it is archived, and we keep its data for at least ${ARCHIVE_MONTHS} months. Pay again any time before the end of that to restore it.`,
  },
  {
    question: 'Is it pay to win?',
    answer:
      'No. Ships, prices, turns and votes are the same for everyone. As an owner you still follow your form of government: in a democracy, citizens can outvote you.',
  },
  {
    question: 'When is my region ready?',
    answer:
      'Seconds after PayPal confirms the payment. You can watch it being built, and you become its first citizen.',
  },
  {
    question: 'What if someone else wants my region’s name?',
    answer: `Once you start to pay, the name is reserved for you for ${HOLD}, so nobody else can buy it.`,
  },
]
