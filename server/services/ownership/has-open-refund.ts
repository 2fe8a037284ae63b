import { and, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { refunds } from '#db/schema/platform/billing.ts'
import { OPEN_REFUNDS } from '#server/domain/billing/refunds.ts'

/** Whether money of a subscription is on its way back. */
export const hasOpenRefund = async (db: Queryable, subscriptionId: string): Promise<boolean> =>
  (await db.$count(
    refunds,
    and(eq(refunds.subscriptionId, subscriptionId), inArray(refunds.status, [...OPEN_REFUNDS])),
  )) > 0
