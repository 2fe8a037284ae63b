import { TREASURY_ORDERS, type TreasuryOrderKind } from '#server/domain/contracts/treasury-order.ts'
import { festivalDates } from '#server/domain/economy/festival.ts'
import { tableOf } from '#server/domain/keys-of.ts'
import { routeForPolicyType } from '#server/domain/regions/powers.ts'
import { POWER_OF_ORDER } from '#server/domain/contracts/treasury-powers.ts'
import { isoDay, utcDayOf } from '#server/domain/utc-day.ts'
import { notFound } from '#server/errors.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'
import { requireParticipant } from '../regions/require-region.ts'

export type TreasuryOrders = CallOutput<'getTreasuryOrders'> & {
  /** Why the reader may not order; null where they may. */
  refusals: Record<TreasuryOrderKind, string | null>
  /** By which way the reader's orders go; null where they may not. */
  ways: Record<TreasuryOrderKind, 'decree' | 'vote' | null>
  /** When a festival can begin. */
  festivalDates: { day: string; name: string }[]
}

/**
 * What can be ordered from a region's treasury, and what was, for its members: who may propose has to see it.
 * @throws UNAUTHORIZED, NOT_FOUND for everybody else, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function getTreasuryOrders(
  ctx: Ctx,
  input: { region?: string | undefined },
): Promise<TreasuryOrders> {
  const { region, standing } = await requireParticipant(ctx, input.region)
  if (!region.galaxyId) throw notFound('This region')
  const question = await buildPowersQuestion(ctx, region, standing, {})
  const routeOf = (kind: TreasuryOrderKind) => routeForPolicyType(question, POWER_OF_ORDER[kind])
  const orders = await galaxyClient(ctx, region.galaxyId).getTreasuryOrders({ regionId: region.id })
  const known = orders.festivals.map(({ day }) => utcDayOf(day))
  return {
    ...orders,
    refusals: tableOf(TREASURY_ORDERS, (kind) => {
      const route = routeOf(kind)
      return route.ok ? null : route.message
    }),
    ways: tableOf(TREASURY_ORDERS, (kind) => {
      const route = routeOf(kind)
      return route.ok ? route.value.instrument : null
    }),
    festivalDates: festivalDates(region.traditions, known, utcDayOf(orders.today)).map(({ day, name }) => ({
      day: isoDay(day),
      name,
    })),
  }
}
