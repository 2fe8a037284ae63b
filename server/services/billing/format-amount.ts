import { formatMoney, isCurrency } from '#server/domain/billing/money.ts'

/** "25.00". An amount in a currency that we do not sell in is shown in minor units. */
export const formatAmount = (minor: number, currency: string): string =>
  isCurrency(currency) ? formatMoney({ minor, currency }) : String(minor)
