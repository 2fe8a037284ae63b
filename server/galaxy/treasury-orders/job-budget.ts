import { and, eq, gte, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerDays, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { firstBudgetDay, jobBudget } from '#server/domain/contracts/treasury-job.ts'
import { DAY_MS, isoDay, utcDay } from '#server/domain/utc-day.ts'
import { laterOf, rolledUpUntil } from '../rolled-up-until.ts'

/** What jobs may still set aside today without a vote, credits. Withdrawing a job gives nothing of it back. */
export async function jobBudgetLeft(galaxy: GalaxyDb, now: Date): Promise<bigint> {
  const today = utcDay(now)
  const [posted] = await galaxy
    .select({ escrow: sql`coalesce(sum(${contracts.premium} * ${contracts.units}), 0)`.mapWith(BigInt) })
    .from(contracts)
    .where(and(eq(contracts.kind, 'treasury_job'), gte(contracts.postedAt, new Date(today * DAY_MS))))
  const left = jobBudget(await incomeSince(galaxy, firstBudgetDay(today))) - (posted?.escrow ?? 0n)
  return left > 0n ? left : 0n
}

/** What the treasury received since a UTC day. What comes back from jobs is no income: posting and withdrawing would make more of it. */
async function incomeSince(galaxy: GalaxyDb, day: number): Promise<bigint> {
  const openFrom = laterOf(await rolledUpUntil(galaxy), new Date(day * DAY_MS))
  const { rows } = await galaxy.execute<{ income: string }>(sql`
    select coalesce(sum(received), 0) as income from (
      select reason, received from ${ledgerDays}
      where account_kind = 'treasury' and asset = 'credits' and day >= ${isoDay(day)}::date
      union all
      select transfer.reason, amount
      from ${ledgerPostings} posting join ${ledgerTransfers} transfer on transfer.id = posting.transfer_id
      where account_kind = 'treasury' and amount > 0 and posting.at >= ${openFrom}::timestamptz
    ) flow where reason <> 'job_returned'`)
  return BigInt(rows[0]?.income ?? 0)
}
