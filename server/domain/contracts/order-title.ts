import { type Commodity } from '../economy/commodities.ts'
import { type TreasuryOrder } from './treasury-order.ts'

/** What an order is about, for people: names instead of numbers. Null where it does not apply. */
export type OrderSubject = {
  port: string | null
  commodity: Commodity | null
  /** To which works are raised. */
  level: number | null
  tradition: string | null
}

/** The title of a proposal to order something from the treasury. */
export function orderTitle(order: TreasuryOrder, about: OrderSubject): string {
  const port = about.port ?? 'a port'
  switch (order.kind) {
    case 'job':
      return `Job: ${order.units} ${order.commodity} to ${port}`
    case 'works':
      return `Works at ${port}, level ${about.level ?? 1}`
    case 'festival':
      return `Festival: ${about.tradition ?? 'a tradition'}, ${order.day}`
    case 'withdrawal':
      return `Withdraw the job for ${about.commodity ?? 'goods'} at ${port}`
  }
}
