import { type BillingFlag, type BillingNotice } from './billing-effects.ts'

export type NoticeText = { title: string; body: string }

/**
 * Text of a notice to the owner. `subject` is the region's display name or "Your galactic citizenship". Dates are ISO
 * 8601 in UTC; pages show them in the reader's time zone. `returned` is what went back since the last
 * notice, and whether the subscription ever began.
 */
export function noticeText(
  notice: BillingNotice,
  subject: string,
  moment: Date | null,
  returned: { amount: string; isGranted: boolean },
): NoticeText {
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
        body: `Everything still works. Without a payment it becomes read-only ${day}.`,
      }
    case 'grace-ends-soon':
      return {
        title: `${subject} becomes read-only in a few days`,
        body: `Pay on your billing page, or it is suspended ${day}.`,
      }
    case 'money-returned':
      return {
        title: `Money was returned for ${subject}`,
        body: returned.isGranted
          ? `You got ${returned.amount} back. Your paid time is shorter by that share. See the timeline for details.`
          : `You got ${returned.amount} back. The subscription never began, and you are charged nothing further.`,
      }
    case 'restored':
      return { title: `${subject} is restored`, body: 'Everything works again.' }
    case 'comes-back':
      return {
        title: `${subject} comes back`,
        body: 'The payment arrived. It is brought back from the archive, which takes some minutes; you are told when it is open.',
      }
    case 'suspended':
      return {
        title: `${subject} is suspended`,
        body: `Nothing is lost. Pay to reopen it. Evacuation starts ${day}.`,
      }
    case 'payment-taken-back':
      return {
        title: `A payment for ${subject} was taken back`,
        body: `Your bank or PayPal returned it to you, so it is read-only and PayPal bills nothing more. Nothing is lost. It waits for the dispute to end, until ${until ?? 'then'} at the latest. To reopen it at once, pay on your billing page, or end the dispute at PayPal.`,
      }
    case 'dispute-lost':
      return {
        title: `The payment for ${subject} stays returned`,
        body: `The dispute is over, and its time was not paid. It is read-only; pay on your billing page to reopen it. Evacuation starts ${day}.`,
      }
    case 'evacuation-started':
      return {
        title: `${subject} is being evacuated`,
        body: `Pay to reopen it. It is archived ${day}.`,
      }
    case 'archived':
      return {
        title: `${subject} is archived`,
        body: `Nobody is in it, and it is kept until ${until ?? 'the end of its timetable'}. Pay until then to bring it back as it was.`,
      }
    case 'terminated':
      return {
        title: `${subject} has ended`,
        body: 'The subscription is over. A payment that comes now goes back to you by itself.',
      }
    case 'cancelled':
      return {
        title: `${subject} will not renew`,
        body: until === null ? 'The subscription is cancelled.' : `You keep it until ${until}.`,
      }
    case 'checkout-abandoned':
      return {
        title: `Your checkout for ${subject} has expired`,
        body: 'No payment was made and the name is free again. You can start a new checkout at any time.',
      }
    case 'region-kept':
      return {
        title: `You do not take ${subject} over`,
        body: 'Its owner paid, or the time was over. The subscription is cancelled, and what you paid goes back to you by itself: you are told when PayPal has returned it.',
      }
    case 'name-lost':
      return {
        title: `Another buyer took the name of ${subject}`,
        body: 'Your payment came after the name was released. The subscription is cancelled, and what you paid goes back to you by itself: you are told when PayPal has returned it.',
      }
  }
}

/** Text for administrators about a flagged subscription. */
export const FLAG_LABELS: Record<BillingFlag, string> = {
  'money-refunded': 'Money was refunded',
  'money-reversed': 'A payment was reversed by the buyer’s bank',
  'amount-mismatch': 'A payment does not match the plan’s price',
  'foreign-plan': 'The PayPal subscription is for an unknown plan',
  'custom-id-mismatch': 'The PayPal subscription belongs to another checkout',
  'bound-elsewhere': 'The PayPal subscription belongs to another account',
  'name-taken': 'Paid for a name that another buyer took: it is refunded',
  'owner-gone': 'Paid for an account that was deleted: it is refunded',
  'region-kept': 'Paid for a region that was not taken over: it is refunded',
  'paid-after-termination': 'Paid after it had ended: it is refunded',
  'paid-after-disputes': 'Took a second payment back and paid again: refund it, or correct the ledger',
  'dispute-open': 'A payment is disputed: answer it at PayPal',
}
