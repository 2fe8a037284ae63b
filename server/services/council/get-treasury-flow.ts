import { type TransferReason } from '#server/domain/economy/ledger.ts'
import { daysBetween, firstDayOf, type StatisticsRange } from '#server/domain/economy/trade-statistics.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type FlowDay } from '#server/galaxy/api/statistics-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getNexusGalaxy } from '../nexus/nexus-galaxy.ts'

export type TreasuryFlow = {
  /** UTC days of the range, and what came in and went out on each of them. */
  days: string[]
  flow: FlowDay[]
  reasons: { reason: TransferReason; received: number; paid: number }[]
}

/** What the Council's treasury took in and spent. Null before the Nexus exists and while it cannot be reached. */
export async function getTreasuryFlow(
  ctx: Ctx,
  { range }: { range: StatisticsRange },
): Promise<TreasuryFlow | null> {
  const nexus = await getNexusGalaxy(ctx)
  if (!nexus) return null
  const today = utcDay(await ctx.clock.now(ctx.db))
  const first = firstDayOf(range, today)
  try {
    const { days } = await galaxyClient(ctx, nexus.id).getTreasuryFlow({ since: first })
    const reasons = [...new Set(days.map(({ reason }) => reason))].map((reason) => {
      const rows = days.filter((row) => row.reason === reason)
      return {
        reason,
        received: rows.reduce((sum, { received }) => sum + received, 0),
        paid: rows.reduce((sum, { paid }) => sum + paid, 0),
      }
    })
    return {
      days: daysBetween(first ?? days[0]?.day ?? isoDay(today), isoDay(today)),
      flow: days,
      reasons: reasons.sort((a, b) => b.received + b.paid - (a.received + a.paid)),
    }
  } catch (error) {
    ctx.log.warn({ err: error }, 'the treasury of the Nexus cannot be read')
    return null
  }
}
