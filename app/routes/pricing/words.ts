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

/** How long a name waits for its payment. */
const HOLD = formatCount(CHECKOUT_HOLD_MS / HOUR_MS, 'hour')

/** What a plan brings, and nothing that is not there yet. */
export const INCLUDED: Record<PlanKey, string[]> = {
  regional_owner: [
    `${REGION_SECTORS} sectors with ports, planets and a gate into the Central Nexus`,
    'A galaxy of its own: its own database and its own treasury',
    'Your choice of autocracy, democracy or council',
    'Tax, trade bonuses, immigration, treaties and elections on a seven-tab dashboard',
    'Its own colours, words, motto and traditions',
  ],
  galactic_citizen: [
    'No gate tolls between regions',
    `Citizenship in up to ${GALACTIC_CITIZENSHIP_LIMIT} regions instead of ${CITIZENSHIP_LIMIT}`,
  ],
}

/** Columns: everybody, galactic citizen, owner of a region. */
export const COMPARISON: { what: string; values: [string | boolean, string | boolean, string | boolean] }[] =
  [
    { what: 'Fly, settle and take part', values: [true, true, true] },
    { what: 'Vote where you are a citizen', values: [true, true, true] },
    {
      what: 'Citizenships at a time',
      values: [
        `${CITIZENSHIP_LIMIT}`,
        `${GALACTIC_CITIZENSHIP_LIMIT}`,
        `${CITIZENSHIP_LIMIT}, beside your own`,
      ],
    },
    { what: 'Gate tolls', values: ['Paid', 'None', 'Paid'] },
    { what: 'A region with its own laws and look', values: [false, false, true] },
    { what: 'More turns, stronger ships, extra votes', values: [false, false, false] },
  ]

export const QUESTIONS: { question: string; answer: string }[] = [
  {
    question: 'When am I charged?',
    answer:
      'Once when you approve, then every month on the same day, until you cancel. PayPal handles the payment; we never see your card.',
  },
  {
    question: 'Can I cancel?',
    answer:
      'At any time, with one button on your billing page. What you have paid for stays yours until its end, and nothing more is charged.',
  },
  {
    question: 'What if a payment fails?',
    answer: `Everything works on for ${GRACE_DAYS} days while PayPal tries again. Then the region is read-only for ${READ_ONLY_DAYS} days, ${EVACUATION_DAYS} days later it is archived, and its data is kept for ${ARCHIVE_MONTHS} months. Paying again at any time before that ends restores it.`,
  },
  {
    question: 'Do I win more by paying?',
    answer:
      'No. Ships, prices, turns and votes are the same for everybody. An owner governs by the rules of the form of government; in a democracy the citizens can outvote you.',
  },
  {
    question: 'How long does it take until my region is there?',
    answer:
      'Seconds after PayPal confirms the payment. You watch it being built, and you are its first citizen.',
  },
  {
    question: 'What if somebody else wants my region’s name?',
    answer: `The name is yours for ${HOLD} from the moment you start to pay, so that two buyers can never both pay for it.`,
  },
]
