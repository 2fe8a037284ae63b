import { festivals } from '#db/schema/galaxy/events.ts'
import { decideFestival, MOST_DAYS_AHEAD } from '#server/domain/economy/festival.ts'
import { utcDay, utcDayOf } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { payFromTreasury } from './pay-from-treasury.ts'

type Festival = { day: string; traditions: { name: string; date: string }[] }

/** Orders a festival for a day to come. Call it with the treasury locked. @throws CONFLICT with the reason. */
export async function holdFestival(
  tx: GalaxyTx,
  id: string,
  { day, traditions }: Festival,
  treasury: bigint,
): Promise<bigint> {
  const first = utcDayOf(day)
  const today = utcDay(tx.now)
  if (first <= today || first > today + MOST_DAYS_AHEAD)
    throw new GameError(
      'CONFLICT',
      `A festival begins tomorrow at the earliest, within ${MOST_DAYS_AHEAD} days.`,
      {
        reason: 'not-that-day',
      },
    )
  const known = await tx.db.select({ day: festivals.day }).from(festivals)
  const nearest = known
    .map((one) => utcDayOf(one.day))
    .sort((a, b) => Math.abs(a - first) - Math.abs(b - first))[0]
  const verdict = decideFestival(first, { traditions, lastDay: nearest ?? null, treasury })
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  const { name, cost } = verdict.value
  await tx.db.insert(festivals).values({ day, name, orderedAt: tx.now })
  await payFromTreasury(tx, { id, reason: 'festival', amount: cost, to: 'sink:festival' })
  return cost
}
