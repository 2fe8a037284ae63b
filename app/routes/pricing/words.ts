import { GRACE_DAYS } from '#server/domain/billing/payment-ledger.ts'
import {
  ARCHIVE_MONTHS,
  EVACUATION_DAYS,
  READ_ONLY_DAYS,
} from '#server/domain/billing/subscription-timetable.ts'

/** Columns: everybody, galactic citizen, owner of a region. */
export const COMPARISON: { what: string; values: [string | boolean, string | boolean, string | boolean] }[] =
  [
    { what: 'Play, trade and travel', values: [true, true, true] },
    { what: 'Vote where you are a citizen', values: [true, true, true] },
    { what: 'Citizenships at a time', values: ['1', '5', '1, beside your own'] },
    { what: 'Gate tolls', values: ['Paid', 'None', 'Paid'] },
    { what: 'A page style of your own', values: [false, true, false] },
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
    answer: `Everything works on for ${GRACE_DAYS} days while PayPal tries again. Then the region is read-only for ${READ_ONLY_DAYS} days, then ${EVACUATION_DAYS} days are left for exports, and its data is kept for ${ARCHIVE_MONTHS} months. Paying again at any time before that ends restores it.`,
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
    answer:
      'The name is yours for one hour from the moment you start to pay, so that two buyers can never both pay for it.',
  },
]
