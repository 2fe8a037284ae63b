import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { marketDays } from '#db/schema/galaxy/trade.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { notFound } from '#server/errors.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { notPresent } from './not-present.ts'
import { marketOf, requirePortHere } from './orders.ts'
import { getPilot } from './pilots.ts'

/** The last days of a market at a port where the pilot is. Writes nothing. @throws CONFLICT with the reason, NOT_FOUND. */
export function getMarketHistory(
  galaxy: GalaxyCtx,
  input: CallInput<'getMarketHistory'>,
): Promise<CallOutput<'getMarketHistory'>> {
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, input)
    if (!pilot) throw notPresent()
    const { id, name } = await requirePortHere(tx, input.portId, pilot)
    const [market] = await marketOf(tx, input)
    if (!market) throw notFound('This market')
    const today = utcDay(await galaxy.clock.now(tx))
    const days = await tx
      .select({
        day: marketDays.day,
        low: marketDays.low,
        high: marketDays.high,
        close: marketDays.close,
        units: sql<number>`${marketDays.bought} + ${marketDays.sold}`,
      })
      .from(marketDays)
      .where(
        and(
          eq(marketDays.portId, input.portId),
          eq(marketDays.commodity, input.commodity),
          gt(marketDays.day, isoDay(today - input.days)),
        ),
      )
      .orderBy(asc(marketDays.day))
    return { port: { id, name }, role: market.role, today: isoDay(today), days }
  })
}
