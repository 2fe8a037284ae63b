import { allow, refuse, type Verdict } from '../refusal.ts'

/** Currencies of plans, with the decimals that PayPal writes for each. */
const CURRENCY_DECIMALS = { USD: 2 } as const
export const CURRENCIES = ['USD'] as const satisfies readonly (keyof typeof CURRENCY_DECIMALS)[]
export type Currency = (typeof CURRENCIES)[number]

/** An amount in minor units (US cents), always a safe integer. */
export interface Money {
  readonly minor: number
  readonly currency: Currency
}

export type MoneyRefusal = 'not-an-amount' | 'unknown-currency'

export const isCurrency = (code: string): code is Currency => CURRENCIES.some((known) => known === code)

/** At most twelve digits before the point: far below 2^53 minor units, so nothing is rounded. */
const AMOUNT = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/

/**
 * Parses PayPal's decimal string ("25.00", "25", "-3.5") into minor units without a float. Refuses exponents, a plus
 * sign, blanks, group separators, too many decimals and currencies that no plan uses.
 */
export function parseMoney(text: string, currency: string): Verdict<Money, MoneyRefusal> {
  if (!isCurrency(currency)) return refuse('unknown-currency', `No plan is priced in ${currency}.`)
  const match = AMOUNT.exec(text)
  if (!match) return refuse('not-an-amount', `"${text}" is not an amount in ${currency}.`)
  const [, sign, whole = '', fraction = ''] = match
  const minor = Number(whole + fraction.padEnd(CURRENCY_DECIMALS[currency], '0'))
  return allow({ minor: sign === '-' && minor !== 0 ? -minor : minor, currency })
}

/** Formats minor units as PayPal expects: 2500 US cents are "25.00". */
export function formatMoney({ minor, currency }: Money): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is not a whole number of minor units`)
  const decimals = CURRENCY_DECIMALS[currency]
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
