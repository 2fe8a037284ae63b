import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { POWER_OF_ORDER } from '#server/domain/contracts/treasury-powers.ts'
import { routeForPolicyType } from '#server/domain/regions/powers.ts'
import { GameError, notFound } from '#server/errors.ts'
import { derivedUuidOf } from '#server/galaxies/transfer-id.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'
import { refused } from '../refused.ts'
import { requireGovernment, requireOpen } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/** Shown to who would have to ask voters. */
export const NEEDS_DECREE = 'In this form of government nobody may order this alone.'

export type TreasuryOrderOutcome = { orderId: string; cost: number }

/**
 * Orders something from the treasury of a region: a job for pilots, works at a port, a festival. Who may decree trade policy may order
 * jobs and works; who may decree on culture may order a festival.
 * Sent again with its `orderId` it is carried out once; the galaxy's message brings the audit row.
 * @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function orderFromTreasury(
  ctx: Ctx,
  input: { region?: string | undefined; orderId: string; order: TreasuryOrder },
): Promise<TreasuryOrderOutcome> {
  const { userId } = requireUser(ctx)
  const { region, standing } = await requireGovernment(ctx, input.region)
  requireOpen(region)
  if (!region.galaxyId) throw notFound('This region')
  const route = routeForPolicyType(
    await buildPowersQuestion(ctx, region, standing, {}),
    POWER_OF_ORDER[input.order.kind],
  )
  if (!route.ok) throw refused('FORBIDDEN', route)
  if (route.value.instrument !== 'decree')
    throw new GameError('FORBIDDEN', NEEDS_DECREE, { reason: 'no-decree' })
  const orderId = derivedUuidOf(`treasury order ${region.id} ${userId} ${input.orderId}`)
  const { cost } = await galaxyClient(ctx, region.galaxyId).orderFromTreasury({
    regionId: region.id,
    orderId,
    orderedBy: userId,
    order: input.order,
    traditions: region.traditions.map(({ name, date }) => ({ name, date })),
  })
  return { orderId, cost }
}
