import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { POWER_OF_ORDER } from '#server/domain/contracts/treasury-powers.ts'
import { routeForPolicyType, voteFor } from '#server/domain/regions/powers.ts'
import { notFound } from '#server/errors.ts'
import { derivedUuidOf } from '#server/galaxies/transfer-id.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { proposeOrder } from './propose-order.ts'

/** `ordered` at once, or `proposed` to the voters, with the policy's id. */
export type TreasuryOrderOutcome = {
  outcome: 'ordered' | 'proposed'
  orderId: string
  /** Credits; of a proposal what it costs at most. */
  cost: number
  policyId: string | null
}

export type OrderInput = {
  region?: string | undefined
  orderId: string
  order: TreasuryOrder
  /** Ask the voters also where a decree would do. */
  asProposal?: boolean | undefined
  votingDurationDays?: number | undefined
  description?: string | undefined
}

/**
 * Orders something from the treasury of a region by the way that its constitution has for the actor (docs/decisions/0039): a job for
 * pilots, works at a port, a festival, the end of a job. Who may decree trade policy may order jobs and works, who may decree on culture
 * a festival; everybody else who may propose such a policy puts the order to the vote.
 * Sent again with its `orderId` it is carried out or proposed once; the galaxy's message brings the audit row.
 * @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function orderFromTreasury(ctx: Ctx, input: OrderInput): Promise<TreasuryOrderOutcome> {
  const { userId } = requireUser(ctx)
  const { region, standing } = await requireParticipant(ctx, input.region)
  requireOpen(region)
  if (!region.galaxyId) throw notFound('This region')
  const question = await buildPowersQuestion(ctx, region, standing, {})
  const power = POWER_OF_ORDER[input.order.kind]
  const route = input.asProposal ? voteFor(question, power) : routeForPolicyType(question, power)
  if (!route.ok) throw refused('FORBIDDEN', route)
  const { instrument } = route.value
  // The way is part of it: a decree must not be taken for what voters adopt.
  const orderId = derivedUuidOf(`treasury order ${instrument} ${region.id} ${userId} ${input.orderId}`)
  if (instrument === 'vote') return proposeOrder(ctx, { ...input, region, orderId, route: route.value })
  const { cost } = await galaxyClient(ctx, region.galaxyId).orderFromTreasury({
    ...{ regionId: region.id, orderId, orderedBy: userId, order: input.order, voted: null },
    traditions: region.traditions.map(({ name, date }) => ({ name, date })),
  })
  return { outcome: 'ordered', orderId, cost, policyId: null }
}
