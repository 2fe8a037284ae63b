import { type BillingFlag, type BillingNotice } from './billing-effects.ts'

export type NoticeWords = { title: string; body: string }

/**
 * What the owner reads. `subject` is the region's display name or "Your galactic citizenship". The moment stands in the body as
 * ISO 8601 in UTC: pages show it in the reader's zone.
 */
export function noticeWords(notice: BillingNotice, subject: string, moment: Date | null): NoticeWords {
  const until = moment?.toISOString() ?? null
  const day = until === null ? 'soon' : `on ${until}`
  switch (notice) {
    case 'payment-received':
      return {
        title: `Payment received for ${subject}`,
        body: until === null ? 'Thank you.' : `Paid until ${until}.`,
      }
    case 'payment-failed':
      return {
        title: `A payment for ${subject} failed`,
        body: `Everything works on. Without a payment it becomes read-only ${day}.`,
      }
    case 'grace-ends-soon':
      return {
        title: `${subject} becomes read-only in a few days`,
        body: `Pay again on your billing page; otherwise it is suspended ${day}.`,
      }
    case 'money-returned':
      return {
        title: `Money went back for ${subject}`,
        body: 'What was paid for is shortened by its share. The timeline shows how much.',
      }
    case 'restored':
      return { title: `${subject} is restored`, body: 'Everything works again as before.' }
    case 'suspended':
      return {
        title: `${subject} is suspended`,
        body: `Nothing is lost. Pay again to reopen it; evacuation begins ${day}.`,
      }
    case 'evacuation-started':
      return {
        title: `${subject} is being evacuated`,
        body: `Pay again to reopen it. It is archived ${day}.`,
      }
    case 'archived':
      return {
        title: `${subject} is archived`,
        body: `Its data is kept for a year and can be brought back by paying again until then.`,
      }
    case 'terminated':
      return { title: `${subject} has ended`, body: 'The subscription is over.' }
    case 'cancelled':
      return {
        title: `${subject} will not renew`,
        body:
          until === null ? 'The subscription is cancelled.' : `What is paid for stays yours until ${until}.`,
      }
    case 'checkout-abandoned':
      return {
        title: `The checkout for ${subject} has run out`,
        body: 'No payment was made. The name is free again; you can start anew at any time.',
      }
    case 'name-lost':
      return {
        title: `The name of ${subject} went to another buyer`,
        body: 'Your payment came after the name had been released. The subscription is cancelled and an administrator refunds it.',
      }
  }
}

/** What an administrator reads about a flagged subscription. */
export const FLAG_WORDS: Record<BillingFlag, string> = {
  'money-refunded': 'Money was refunded',
  'money-reversed': 'A payment was reversed by the buyer’s bank',
  'amount-mismatch': 'A payment does not match the plan’s price',
  'foreign-plan': 'The PayPal subscription is to a plan that is not ours',
  'custom-id-mismatch': 'The PayPal subscription names another checkout',
  'bound-elsewhere': 'The PayPal subscription belongs to another account',
  'name-taken': 'Paid for a name that had gone to another buyer: refund it',
  'paid-after-termination': 'Paid after the end: refund it',
}
