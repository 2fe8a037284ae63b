import { eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { isGameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { lockPolicy, type PolicyRow } from './queries.ts'

/** An adopted policy that orders something from the treasury. */
export type AdoptedOrder = {
  policy: PolicyRow
  region: RegionRow & { galaxyId: string }
  order: TreasuryOrder
  mostCost: number
}

/**
 * Asks the galaxy to carry out what voters adopted. The galaxy does it once for the policy's id, and its message marks the policy as
 * implemented, so a crash or a second call loses and doubles nothing. What its rules refuse is given up with the reason on the policy.
 * @throws UNAVAILABLE when the galaxy cannot be reached: the sweep tries again.
 */
export async function carryOutOrder(ctx: Ctx, adopted: AdoptedOrder): Promise<void> {
  const { policy, region, order, mostCost } = adopted
  try {
    await galaxyClient(ctx, region.galaxyId).orderFromTreasury({
      regionId: region.id,
      orderId: policy.id,
      orderedBy: policy.proposedBy,
      order,
      traditions: region.traditions.map(({ name, date }) => ({ name, date })),
      voted: { mostCost },
    })
  } catch (error) {
    if (!isGameError(error) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND')) throw error
    await giveUpOrder(ctx, adopted, error.message)
  }
}

async function giveUpOrder(ctx: Ctx, { policy, region }: AdoptedOrder, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { id: policyId, regionId, title, voteId } = policy
    const now = await lockPolicy(tx.db, policyId)
    if (now.status !== 'passed' || now.implementationError !== null) return
    await tx.db.update(policies).set({ implementationError: reason }).where(eq(policies.id, policyId))
    await tx.audit({
      action: 'policy.implementation-failed',
      regionId,
      subject: { type: 'policy', id: policyId },
      detail: { reason },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'policy', id: policyId })
    await notifyLater(tx, {
      to: { kind: 'roll', voteId },
      notice: {
        kind: 'policy.not-carried-out',
        title: `“${title}” could not be carried out`,
        body: reason,
        href: policyPath(region.name, policyId),
        regionId,
      },
    })
  })
}
