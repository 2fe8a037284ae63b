import { sql } from 'drizzle-orm'
import { paymentLedger } from '#db/schema/platform/billing.ts'

const { amountMinor, kind } = paymentLedger

/** What went back of the payments in a group of ledger rows, in minor units: refunds and reversals, less what came back of these. */
export const returnedAmount = () =>
  sql<number>`coalesce(sum(case when ${kind} = 'reinstatement' then -${amountMinor} else ${amountMinor} end)
    filter (where ${kind} <> 'payment'), 0)`.mapWith(Number)
