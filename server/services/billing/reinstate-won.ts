import { reinstatementsOf, type Dispute } from '#server/domain/billing/disputes.ts'
import { type Tx } from '../context.ts'
import { findDisputes } from './dispute-queries.ts'
import { findLedger } from './queries.ts'
import { recordPayment } from './record-payment.ts'

/** Writes the money that came back with won disputes into the ledger, once for each. Returns all disputes of the row. */
export async function reinstateWon(tx: Tx, subscriptionId: string): Promise<Dispute[]> {
  const disputes = (await findDisputes(tx.db, subscriptionId)).map(({ paypalId, ...row }) => ({
    ...row,
    id: paypalId,
  }))
  if (disputes.length === 0) return disputes
  const ledger = await findLedger(tx.db, subscriptionId)
  for (const entry of reinstatementsOf(disputes, ledger)) await recordPayment(tx, subscriptionId, entry, null)
  return disputes
}
