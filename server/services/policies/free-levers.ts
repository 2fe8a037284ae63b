import { and, eq, inArray } from 'drizzle-orm'
import { openPolicyLevers } from '#db/schema/platform/policies.ts'
import { leversOf } from '#server/domain/regions/levers.ts'
import { type Tx } from '../context.ts'
import { type PolicyRow } from './queries.ts'

/**
 * A policy that is no longer open gives its levers up for new proposals: to the other of a pair first, where that one is
 * still voted on or waits for its day and touches them too.
 */
export async function freeLevers(
  tx: Tx,
  policy: Pick<PolicyRow, 'id'>,
  heir: PolicyRow | null,
): Promise<void> {
  if (heir) {
    const shared = leversOf(heir.proposedChanges)
    await tx.db
      .update(openPolicyLevers)
      .set({ policyId: heir.id })
      .where(and(eq(openPolicyLevers.policyId, policy.id), inArray(openPolicyLevers.lever, shared)))
  }
  await tx.db.delete(openPolicyLevers).where(eq(openPolicyLevers.policyId, policy.id))
}
