import { and, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type GalaxyMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { insertAudit } from '../insert-audit.ts'
import { type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { oneRow } from '../one-row.ts'

type Ordered = Extract<GalaxyMessage, { kind: 'treasury-order' }>

/**
 * Writes the audit row of what a government ordered, with who ordered or proposed it as its actor. Where voters adopted it, their policy
 * is implemented: the credits have been spent, whatever else was noted meanwhile.
 */
export async function applyTreasuryOrder(
  tx: Tx,
  regionId: string,
  { orderId, userId, cost, order }: Ordered,
  at: Date,
): Promise<void> {
  const [orderer] = await tx.db
    .select({ callsign: users.callsign, role: users.role })
    .from(users)
    .where(eq(users.id, userId))
  if (!orderer) throw new Error(`unknown orderer of ${orderId}`)
  await insertAudit(tx.db, { kind: 'user', userId, ...orderer }, at, [
    {
      action: 'treasury.ordered',
      regionId,
      subject: { type: 'treasury-order', id: orderId },
      detail: { ...order, cost },
    },
  ])
  await implementAdopted(tx, regionId, { policyId: orderId, cost })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
}

async function implementAdopted(
  tx: Tx,
  regionId: string,
  { policyId, cost }: { policyId: string; cost: number },
) {
  const [policy] = await tx.db
    .update(policies)
    .set({ status: 'implemented', implementedAt: tx.now, orderCost: cost, implementationError: null })
    .where(and(eq(policies.id, policyId), eq(policies.regionId, regionId), eq(policies.status, 'passed')))
    .returning({ title: policies.title })
  if (!policy) return
  const region = oneRow(
    await tx.db
      .select({ name: regions.name, displayName: regions.displayName })
      .from(regions)
      .where(eq(regions.id, regionId)),
  )
  await tx.audit({
    action: 'policy.implemented',
    regionId,
    subject: { type: 'policy', id: policyId },
    detail: { cost },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'policy', id: policyId })
  await notifyLater(tx, {
    to: { kind: 'citizens', regionId },
    notice: {
      kind: 'policy.carried-out',
      title: `${region.displayName}: “${policy.title}” was carried out`,
      body: cost === 0 ? 'It cost nothing.' : `The treasury paid ${cost} credits.`,
      href: policyPath(region.name, policyId),
      regionId,
    },
  })
}
