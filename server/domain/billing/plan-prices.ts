import { addDays } from './billing-calendar.ts'
import { type Currency } from './money.ts'

/** Days between the announcement of a new price to those who pay already and its first possible bill. */
export const NOTICE_DAYS = 30

/**
 * How long an earlier price still pays a month after a plan was moved. PayPal bills it for ten more days, and a bill that failed
 * may be paid until the region's archive ends.
 */
export const OLD_PRICE_DAYS = 460

/** A payment never pays for more months than this. */
export const MONTHS_MAX = 24

/** A price of one month of a plan at PayPal, and when a payment of it counts. */
export interface PlanPrice {
  readonly amountMinor: number
  readonly currency: Currency
  readonly validFrom: Date
  /** Null: until further notice. */
  readonly validUntil: Date | null
}

/** The prices of one PayPal plan that a payment at `at` may have. The first one has no beginning, since clocks differ. */
export function pricesAt(prices: readonly PlanPrice[], at: Date): PlanPrice[] {
  const first = Math.min(...prices.map(({ validFrom }) => validFrom.getTime()))
  return prices.filter(
    ({ validFrom, validUntil }) =>
      (validFrom <= at || validFrom.getTime() === first) && (validUntil === null || at < validUntil),
  )
}

/**
 * Whole months that a payment pays: the fewest whose prices sum to its amount, at most {@link MONTHS_MAX}. A balance may hold
 * months of different prices. Zero when no such sum exists; then the payment matches no price.
 * @param prices those of the payment's PayPal plan at its time
 */
export function monthsPaid(
  { amountMinor, currency }: { amountMinor: number; currency: Currency },
  prices: readonly PlanPrice[],
): number {
  const known = [
    ...new Set(
      prices.flatMap((price) =>
        price.currency === currency && price.amountMinor > 0 ? [price.amountMinor] : [],
      ),
    ),
  ]
  let sums = new Set([0])
  for (let months = 1; months <= MONTHS_MAX; months++) {
    const next = new Set<number>()
    for (const sum of sums) for (const price of known) if (sum + price <= amountMinor) next.add(sum + price)
    if (next.has(amountMinor)) return months
    sums = next
  }
  return 0
}

/** When a plan that is announced to move at `now` moves at the earliest. */
export const moveDay = (now: Date): Date => addDays(now, NOTICE_DAYS)

/** When the earlier prices of a plan that moved at `now` stop counting. */
export const oldPriceUntil = (now: Date): Date => addDays(now, OLD_PRICE_DAYS)
