import { GameError } from '#server/errors.ts'
import { type GalaxyTx } from './galaxy-context.ts'

/**
 * Posts a transfer that nothing was booked under before. The receipt by which a repeated order is answered is kept for a time only, the
 * transfer for good: who sends an order again after that is refused, and nothing moves. @throws CONFLICT `order-too-old`.
 */
export async function postNew(tx: GalaxyTx, transfer: Parameters<GalaxyTx['post']>[0]): Promise<void> {
  if (!(await tx.post(transfer))) throw bookedLongAgo()
}

export const bookedLongAgo = (): GameError =>
  new GameError('CONFLICT', 'This order was carried out long ago. Choose a new id for a new one.', {
    reason: 'order-too-old',
  })
