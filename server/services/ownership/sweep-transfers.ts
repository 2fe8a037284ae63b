import { inArray } from 'drizzle-orm'
import { transfers } from '#db/schema/platform/ownership.ts'
import { addDays } from '#server/domain/billing/billing-calendar.ts'
import {
  isTransferable,
  OFFER_DAYS,
  OPEN_TRANSFERS,
  paymentWindow,
  type TransferEndReason,
} from '#server/domain/ownership/transfer.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { lockRegion, type RegionRow } from '../regions/region-rows.ts'
import { sweepEach } from '../sweep-each.ts'
import { endTransfer } from './end-transfer.ts'
import {
  getPayingSubscription,
  isPaidByReceiver,
  lockOpenTransfer,
  type TransferRow,
} from './transfer-queries.ts'

/** What PayPal was paid in the last minutes of the window may be heard of a little later. */
const PATIENCE_DAYS = 1

/** Ends transfers that nobody accepted or paid in time, and those of regions that are not paid for any more. */
export async function sweepTransfers(ctx: Ctx): Promise<void> {
  const open = await ctx.db
    .select({ regionId: transfers.regionId })
    .from(transfers)
    .where(inArray(transfers.status, [...OPEN_TRANSFERS]))
  await sweepEach(ctx, open, ({ regionId }) =>
    transact(ctx, async (tx) => {
      const region = await lockRegion(tx.db, regionId)
      const transfer = region && (await lockOpenTransfer(tx.db, regionId))
      if (!transfer || (await isPaidByReceiver(tx.db, transfer.id))) return
      const reason = await whyOver(tx, { region, transfer })
      if (reason !== null) await endTransfer(tx, { region, transfer, reason })
    }),
  )
}

async function whyOver(
  tx: Tx,
  { region, transfer }: { region: RegionRow; transfer: TransferRow },
): Promise<TransferEndReason | null> {
  const { acceptedAt, offeredAt } = transfer
  const until = acceptedAt
    ? addDays(paymentWindow(acceptedAt, region.governanceType).until, PATIENCE_DAYS)
    : addDays(offeredAt, OFFER_DAYS)
  if (tx.now >= until) return 'too-late'
  const subscription = await getPayingSubscription(tx.db, region.id)
  return subscription && isTransferable(subscription.state) ? null : 'not-paid-for'
}
