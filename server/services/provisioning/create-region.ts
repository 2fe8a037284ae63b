import { randomUUID } from 'node:crypto'
import { operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type RegionDraft } from '#db/schema/platform/billing.ts'
import { job } from '#jobs/outbox.ts'
import { provisionRegionJob } from '#jobs/provisioning/provision-region.ts'
import { DEFAULT_THEME } from '#server/domain/culture/theme.ts'
import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import { PROVISIONING_QUEUED } from '#server/domain/provisioning/provisioning-steps.ts'
import { nameKeys } from '#server/domain/names/skeleton.ts'
import { defaultSettings } from '#server/domain/regions/default-settings.ts'
import { type Tx } from '../context.ts'

/**
 * Creates a paid region from its draft and queues its build. The row, the operation and the job are part of the
 * caller's transaction.
 * @throws a unique violation when somebody else got the name, or a display name like it.
 */
export async function createRegion(
  tx: Tx,
  { draft, ownerId }: { draft: RegionDraft; ownerId: string },
): Promise<{ regionId: string; operationId: string }> {
  const settings = {
    ...defaultSettings(draft.governanceType, draft.economicSpecialization, draft.theme ?? DEFAULT_THEME),
    motto: draft.motto,
  }
  const { key: displayNameKey, look: displayNameLook } = nameKeys(draft.displayName)
  const [regionId, operationId] = [randomUUID(), randomUUID()]
  await tx.db.insert(regions).values({
    id: regionId,
    ...settings,
    name: draft.name,
    displayName: draft.displayName,
    ...{ displayNameKey, displayNameLook },
    ownerId,
    status: 'provisioning',
    statusChangedAt: tx.now,
    seed: `region/${draft.name}/${tx.now.toISOString()}`,
    totalSectors: REGION_SECTORS,
    createdAt: tx.now,
  })
  await tx.db.insert(operations).values({
    id: operationId,
    kind: 'provision-region',
    subjectId: regionId,
    status: 'queued',
    step: PROVISIONING_QUEUED,
    input: {},
    requestedBy: ownerId,
    createdAt: tx.now,
    nextAttemptAt: tx.now,
    updatedAt: tx.now,
  })
  await tx.enqueue(job(provisionRegionJob, { operationId }))
  await tx.audit({
    action: 'region.granted',
    regionId: regionId,
    subject: { type: 'region', id: regionId },
    detail: { name: draft.name, ownerId },
  })
  tx.publish({ audience: { kind: 'user', userId: ownerId }, topic: 'operation', id: operationId })
  tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id: operationId })
  return { regionId, operationId }
}
