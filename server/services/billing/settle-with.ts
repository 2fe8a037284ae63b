import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { applyReading } from './apply-reading.ts'
import { lockSubscription } from './queries.ts'
import { readAtPayPal } from './read-at-paypal.ts'

/** Who is overtaken so often gives up; a job is then simply tried again. */
const MAX_READINGS = 8

/**
 * Settles a subscription together with other writes about it. PayPal is read first, without a transaction; then, under
 * the row's lock, `work` is done in one transaction and calls `settle`, which draws the consequences of that reading.
 * When somebody else settled the row in between, the reading may be older than theirs and PayPal is read again: so the
 * last to write always asked after everybody before had written. Null for a row that is not there.
 * @throws PayPalError when PayPal cannot be read; nothing is written then.
 */
export async function settleWith<T>(
  ctx: Ctx,
  subscriptionId: string,
  work: (tx: Tx, settle: () => Promise<{ changed: boolean }>) => Promise<T>,
): Promise<T | null> {
  for (let readings = 0; readings < MAX_READINGS; readings++) {
    const reading = await readAtPayPal(ctx, subscriptionId)
    if (!reading) return null
    const done = await transact(ctx, async (tx) => {
      const row = await lockSubscription(tx.db, subscriptionId)
      if (row?.revision !== reading.revision) return null
      return { value: await work(tx, () => applyReading(tx, row, reading)) }
    })
    if (done) return done.value
  }
  throw new GameError('UNAVAILABLE', 'This subscription is being worked on. Try again in a minute.', {
    reason: 'subscription-busy',
  })
}
