import { GameError } from '#server/errors.ts'
import { type PayPalSubscription } from '#server/paypal/paypal-port.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { applyReading } from './apply-reading.ts'
import { lockSubscription } from './queries.ts'
import { readAtPayPal } from './read-at-paypal.ts'
import { type EndedSubscription } from './takeover-stage.ts'

/** Give up after this many concurrent changes; a job is then retried by the queue. */
const MAX_READINGS = 8

/**
 * Settles a subscription together with other writes. Reads PayPal first, outside any transaction; then locks the row
 * and runs `work` in one transaction. `work` gets what was read and calls `settle`, which applies it, and gives it what it ended before. If another process settled
 * the row in between, the reading may be stale, so PayPal is read again: the last writer has the newest state.
 * Null when the row does not exist.
 * @throws PayPalError when PayPal cannot be read; nothing is written then.
 */
export async function settleWith<T>(
  ctx: Ctx,
  subscriptionId: string,
  work: (
    tx: Tx,
    settle: (ended?: EndedSubscription) => Promise<{ changed: boolean }>,
    snapshot: PayPalSubscription | null,
  ) => Promise<T>,
): Promise<T | null> {
  for (let readings = 0; readings < MAX_READINGS; readings++) {
    const reading = await readAtPayPal(ctx, subscriptionId)
    if (!reading) return null
    const done = await transact(ctx, async (tx) => {
      const row = await lockSubscription(tx.db, subscriptionId)
      if (row?.revision !== reading.revision) return null
      const settle = (ended?: EndedSubscription) => applyReading(tx, row, reading, ended)
      return { value: await work(tx, settle, reading.snapshot) }
    })
    if (done) return done.value
  }
  throw new GameError('UNAVAILABLE', 'This subscription is being updated. Try again in a minute.', {
    reason: 'subscription-busy',
  })
}
