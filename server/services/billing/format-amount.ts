import { formatMoney, isCurrency } from '#server/domain/billing/money.ts'

/** "25.00". Rows are written in our own currencies only; another one is shown in minor units. */
export const formatAmount = (minor: number, currency: string): string =>
  isCurrency(currency) ? formatMoney({ minor, currency }) : String(minor)
