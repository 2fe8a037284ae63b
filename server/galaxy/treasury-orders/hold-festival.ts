import { type GalaxyDb } from '#db/client.ts'
import { festivals } from '#db/schema/galaxy/events.ts'
import { decideFestival, MOST_DAYS_AHEAD } from '#server/domain/economy/festival.ts'
import { utcDay, utcDayOf } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { reviewOf, type OrderReview, type OrderTerms } from './order-terms.ts'
import { payFromTreasury } from './pay-from-treasury.ts'

type Festival = { day: string; traditions: { name: string; date: string }[] }

/** Judges a festival for a day to come. @throws CONFLICT with the reason. */
export async function judgeFestival(
  galaxy: GalaxyDb,
  now: Date,
  { day, traditions }: Festival,
  { treasury }: OrderTerms,
): Promise<OrderReview> {
  const first = utcDayOf(day)
  const today = utcDay(now)
  if (first <= today || first > today + MOST_DAYS_AHEAD)
    throw new GameError(
      'CONFLICT',
      `A festival begins tomorrow at the earliest, within ${MOST_DAYS_AHEAD} days.`,
      {
        reason: 'not-that-day',
      },
    )
  const known = await galaxy.select({ day: festivals.day }).from(festivals)
  const nearest = known
    .map((one) => utcDayOf(one.day))
    .sort((a, b) => Math.abs(a - first) - Math.abs(b - first))[0]
  const verdict = decideFestival(first, { traditions, lastDay: nearest ?? null, treasury })
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  return reviewOf(verdict.value.cost, { tradition: verdict.value.name })
}

/** Orders a festival that was judged in this transaction, with the treasury locked. */
export async function holdFestival(
  tx: GalaxyTx,
  id: string,
  { day }: Festival,
  { cost, about }: OrderReview,
): Promise<void> {
  await tx.db.insert(festivals).values({ day, name: about.tradition ?? '', orderedAt: tx.now })
  await payFromTreasury(tx, { id, reason: 'festival', amount: BigInt(cost), to: 'sink:festival' })
}
