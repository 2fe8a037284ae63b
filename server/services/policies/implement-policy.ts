import { eq } from 'drizzle-orm'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { lawEndsAt } from '#server/domain/policies/law-timing.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { settingsPatchSchema } from '#server/domain/regions/settings-schema.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { enactLaw } from '../laws/enact-law.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { getVote } from '../voting/vote-rows.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { carryOutOrder, type AdoptedOrder } from './carry-out-order.ts'
import { lockPolicy, type PolicyRow } from './queries.ts'

/**
 * Makes a passed policy law once its effective time has come, law record included, in one transaction. Repeating it
 * changes nothing. In a region that is not open it waits; an order from the treasury is carried out by the galaxy; a change that the rules no longer allow is given up with
 * the reason on the policy, for its government to see.
 */
export async function implementPolicy(ctx: Ctx, { policyId }: { policyId: string }): Promise<void> {
  const adopted = await transact(ctx, async (tx): Promise<AdoptedOrder | null> => {
    const policy = await lockPolicy(tx.db, policyId)
    if (policy.status !== 'passed' || policy.implementationError !== null) return null
    if (policy.effectiveAt === null || tx.now < policy.effectiveAt) return null
    const region = await requireLockedRegion(tx, policy.regionId)
    if (!isOpenForBusiness(region.status)) return null
    if (policy.treasuryOrder !== null) return adoptedOrder(policy, region)

    const changes = settingsPatchSchema.safeParse(policy.proposedChanges)
    await tx.db.delete(openPolicyLevers).where(eq(openPolicyLevers.policyId, policyId))
    if (!changes.success) {
      await giveUp(tx, policy, changes.error.issues.map((issue) => issue.message).join(' '))
      return null
    }
    const { lawId, number } = await enactLaw(tx, {
      region,
      changes: changes.data,
      kind: 'law',
      authority: (await getVote(tx.db, policy.voteId)).electorate,
      title: policy.title,
      policyId,
      enactedBy: policy.proposedBy,
      expiresAt: lawEndsAt(tx.now, policy.expiresAfterDays),
    })
    await tx.db
      .update(policies)
      .set({ status: 'implemented', implementedAt: tx.now, lawId })
      .where(eq(policies.id, policyId))
    await record(tx, policy, 'policy.implemented', { lawId })
    await notifyLater(tx, {
      to: { kind: 'citizens', regionId: region.id },
      notice: {
        kind: 'law.in-force',
        title: `${region.displayName}: “${policy.title}” is law ${number}`,
        body: 'It applies from now on.',
        href: policyPath(region.name, policyId),
        regionId: region.id,
      },
    })
    return null
  })
  // The galaxy is asked outside the transaction.
  if (adopted) await carryOutOrder(ctx, adopted)
}

function adoptedOrder(policy: PolicyRow, region: RegionRow): AdoptedOrder | null {
  const { treasuryOrder: order, orderCost: mostCost } = policy
  const { galaxyId } = region
  return order === null || mostCost === null || galaxyId === null
    ? null
    : { policy, region: { ...region, galaxyId }, order, mostCost }
}

async function giveUp(tx: Tx, policy: PolicyRow, reason: string) {
  await tx.db.update(policies).set({ implementationError: reason }).where(eq(policies.id, policy.id))
  await record(tx, policy, 'policy.implementation-failed', { reason })
}

async function record(tx: Tx, policy: PolicyRow, action: string, detail: Record<string, unknown>) {
  await tx.audit({
    action,
    regionId: policy.regionId,
    subject: { type: 'policy', id: policy.id },
    detail,
  })
  tx.publish({ audience: { kind: 'region', regionId: policy.regionId }, topic: 'policy', id: policy.id })
}
