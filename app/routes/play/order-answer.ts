import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { type MarketRef } from './trade-wish.ts'

type Filled = Extract<ApiOutputs['trade']['order'], { outcome: 'filled' }>
export type Receipt = Filled['receipt']

/** The response to an order. Unless it is `filled`, nothing was traded. */
export type OrderAnswer = {
  order: MarketRef & {
    /** As typed. */
    quantity: string
    orderId: string
  }
  /** Of the next order: the same until this one is known to be filled, so that sending it again cannot fill it twice. */
  nextOrderId: string
} & (
  | { outcome: 'filled'; receipt: Receipt }
  /** `quoted`: no price had been accepted for this quantity. `net` is the price now. */
  | { outcome: 'quoted' | 'price-moved'; net: number }
  | { outcome: 'refused'; message: string }
)
