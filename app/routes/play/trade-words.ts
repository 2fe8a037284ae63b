import { formatNumber } from '#app/lib/format.ts'
import { type OrderSide } from '#server/domain/economy/quote.ts'
import { type LargestOrder } from '#server/domain/trade/preview-order.ts'

/** Of the button that chooses the largest order. */
export function fillLabel(side: OrderSide, { quantity, limit }: LargestOrder): string {
  if (side === 'sell') return `Sell all ${formatNumber(quantity)}`
  return limit === 'hold' ? 'Fill the hold' : `Buy ${formatNumber(quantity)}`
}

/** Why no order is possible. */
export function noOrderWords(side: OrderSide, { limit }: LargestOrder): string {
  switch (limit) {
    case 'stock':
      return 'Sold out'
    case 'hold':
      return 'Hold full'
    case 'purse':
      return side === 'buy' ? 'Not enough credits' : 'Does not pay the berth'
    case 'cargo':
      return 'None aboard'
  }
}
