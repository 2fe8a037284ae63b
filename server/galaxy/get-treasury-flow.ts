import { sql } from 'drizzle-orm'
import { ledgerDays, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type FlowDay } from './api/statistics-calls.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { laterOf, rolledUpUntil } from './rolled-up-until.ts'

const THE_BEGINNING = '1970-01-01'

/** Past days are read from roll-ups; only the last day or two come from the log. */
export async function getTreasuryFlow(
  { db: galaxy, clock }: GalaxyCtx,
  { since }: CallInput<'getTreasuryFlow'>,
): Promise<CallOutput<'getTreasuryFlow'>> {
  const first = since ?? THE_BEGINNING
  const openFrom = laterOf(await rolledUpUntil(galaxy), new Date(`${first}T00:00:00Z`))
  const { rows } = await galaxy.execute<Record<keyof FlowDay, string>>(sql`
    select to_char(day, 'YYYY-MM-DD') as day, reason, sum(received) as received, sum(paid) as paid from (
      select day, reason, received, paid from ${ledgerDays}
      where account_kind = 'treasury' and asset = 'credits' and day >= ${first}::date
      union all
      select (posting.at at time zone 'UTC')::date, transfer.reason, greatest(amount, 0), greatest(-amount, 0)
      from ${ledgerPostings} posting join ${ledgerTransfers} transfer on transfer.id = posting.transfer_id
      where account_kind = 'treasury' and posting.at >= ${openFrom}::timestamptz
    ) flow group by day, reason order by day, reason`)
  return {
    today: isoDay(utcDay(await clock.now(galaxy))),
    days: rows.map(({ day, reason, received, paid }) => ({
      day,
      reason: reason as FlowDay['reason'],
      received: Number(received),
      paid: Number(paid),
    })),
  }
}
