import { type AccountKind, type TransferReason } from '#server/domain/economy/ledger.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { postNew } from '../post-new.ts'

type Payment = {
  id: string
  reason: TransferReason
  amount: bigint
  to: AccountKind
  /** Whose escrow it is. */
  ownerId?: string
}

/** Moves credits out of the treasury. @throws CONFLICT `insufficient-balance`, `order-too-old` when this id was paid before. */
export const payFromTreasury = (
  tx: GalaxyTx,
  { id, reason, amount, to, ownerId = undefined }: Payment,
): Promise<void> =>
  postNew(tx, {
    id,
    reason,
    postings: [
      { account: 'treasury', ownerId: null, asset: 'credits', amount: -amount },
      { account: to, ownerId: ownerId ?? null, asset: 'credits', amount },
    ],
  })
