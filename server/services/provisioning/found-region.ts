import { operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type RegionDraft } from '#db/schema/platform/billing.ts'
import { job } from '#jobs/outbox.ts'
import { provisionRegionJob } from '#jobs/provisioning/provision-region.ts'
import { DEFAULT_THEME } from '#server/domain/culture/theme.ts'
import { REGION_SECTORS } from '#server/domain/galaxy/generate-region.ts'
import { PROVISIONING_QUEUED } from '#server/domain/provisioning/provisioning-steps.ts'
import { defaultSettings } from '#server/domain/regions/default-settings.ts'
import { type Tx } from '../context.ts'

/**
 * Makes a paid-for region's row from its draft, and has it built: the row, the operation that people watch and the job
 * are one transaction with whatever the caller writes. @throws a unique violation when the name went to somebody else.
 */
export async function foundRegion(
  tx: Tx,
  { draft, ownerId }: { draft: RegionDraft; ownerId: string },
): Promise<{ regionId: string; operationId: string }> {
  const settings = {
    ...defaultSettings(draft.governanceType, draft.economicSpecialization, draft.theme ?? DEFAULT_THEME),
    motto: draft.motto,
  }
  const [region] = await tx.db
    .insert(regions)
    .values({
      ...settings,
      name: draft.name,
      displayName: draft.displayName,
      ownerId,
      status: 'provisioning',
      statusChangedAt: tx.now,
      seed: `region/${draft.name}/${tx.now.toISOString()}`,
      totalSectors: REGION_SECTORS,
      createdAt: tx.now,
    })
    .returning({ id: regions.id })
  if (!region) throw new Error('the region was not written')
  const [operation] = await tx.db
    .insert(operations)
    .values({
      kind: 'provision-region',
      subjectId: region.id,
      status: 'queued',
      step: PROVISIONING_QUEUED,
      input: {},
      requestedBy: ownerId,
      createdAt: tx.now,
      nextAttemptAt: tx.now,
      updatedAt: tx.now,
    })
    .returning({ id: operations.id })
  if (!operation) throw new Error('the operation was not written')
  await tx.enqueue(job(provisionRegionJob, { operationId: operation.id }))
  await tx.audit({
    action: 'region.granted',
    regionId: region.id,
    subject: { type: 'region', id: region.id },
    detail: { name: draft.name, ownerId },
  })
  tx.publish({ audience: { kind: 'user', userId: ownerId }, topic: 'operation', id: operation.id })
  tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id: operation.id })
  return { regionId: region.id, operationId: operation.id }
}
