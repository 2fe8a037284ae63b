import { and, asc, eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { notifyRoll, voidVote } from '../voting/close-vote.ts'
import { freeLevers } from './free-levers.ts'

/** Ends the open proposals of a region without a count, and tells everybody on their rolls why. The caller has locked the region. */
export async function voidPolicies(tx: Tx, region: RegionRow, reason: string): Promise<void> {
  const open = await tx.db
    .select({ id: policies.id, title: policies.title, voteId: policies.voteId })
    .from(policies)
    .where(and(eq(policies.regionId, region.id), eq(policies.status, 'voting')))
    .orderBy(asc(policies.id))
    .for('update')
  for (const { id, title, voteId } of open) {
    await voidVote(tx, voteId, tx.now)
    await freeLevers(tx, { id }, null)
    await tx.db.update(policies).set({ status: 'void' }).where(eq(policies.id, id))
    await tx.audit({
      action: 'policy.void',
      regionId: region.id,
      subject: { type: 'policy', id },
      detail: { reason },
    })
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'policy', id })
    await notifyRoll(tx, voteId, {
      kind: 'policy.void',
      title: `${region.displayName}: the vote on “${title}” is void`,
      body: reason,
      href: policyPath(region.name, id),
      regionId: region.id,
    })
  }
}
