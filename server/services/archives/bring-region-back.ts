import { and, eq, gte, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { restoreNames } from '#server/domain/backups/restore-steps.ts'
import { returnLabel, RETURN_STEPS, type ReturnStep } from '#server/domain/regions/archive-steps.ts'
import { isOpenForBusiness, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { FORGOTTEN_MAX } from '#server/galaxy/api/privacy-calls.ts'
import { transact, type Ctx } from '../context.ts'
import { verifyBackup } from '../backups/verify-backup.ts'
import { followSubscription } from '../lifecycle/follow-subscription.ts'
import { getRegionSubscription } from '../lifecycle/region-subscription.ts'
import { returnRegion } from '../lifecycle/return-region.ts'
import { notify } from '../notifications/notify.ts'
import { endOperation } from '../operations/end-operation.ts'
import { findOperations } from '../operations/operation-rows.ts'
import { requireRegion } from '../regions/require-region.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { getArchive, lockForRun, requireArchive, requireGalaxy, requireGalaxyOf } from './archive-rows.ts'
import { getDump } from './dump-frozen.ts'
import { requireSameGalaxy } from './same-galaxy.ts'
import { runSteps, type Run, type Saga, type SagaOutcome, type StepHooks } from './run-steps.ts'

/**
 * Brings a region back that was paid for while its galaxy was frozen or in the archive. It opens once its galaxy is there and is the one
 * that was frozen.
 */
export const bringRegionBack = (
  ctx: Ctx,
  { operationId }: { operationId: string },
  hooks: StepHooks<ReturnStep> = {},
): Promise<SagaOutcome> => runSteps(ctx, SAGA, operationId, hooks)

const SAGA: Saga<ReturnStep> = {
  kind: 'return-region',
  steps: RETURN_STEPS,
  label: returnLabel,
  failing: 'it is paid for and does not come back from the archive',
  work: { load, check, open },
  deciding: [],
}

/** A database that is there is newer than the archive, or the same: it is never replaced. */
async function load(ctx: Ctx, { id, regionId }: Run): Promise<undefined> {
  const galaxy = await requireGalaxy(ctx, regionId)
  const { replacement } = ctx.galaxies
  await ctx.galaxies.createRole(galaxy)
  if (await replacement.exists(galaxy, galaxy.databaseName)) await ctx.galaxies.migrate(galaxy)
  else {
    const { next, kept } = restoreNames(id)
    const archive = await requireArchive(ctx.db, regionId)
    const backupId = archive.backupId ?? (await getDump(ctx.db, archive))?.id
    const { name } = await verifyBackup(ctx, { backupId: backupId ?? '' })
    await ctx.archive.restore(name, { kind: 'galaxy', location: galaxy.location, databaseName: next })
    await replacement.admit(galaxy, next)
    await replacement.swap(galaxy, { next, kept })
    // Loaded under the schema of this process: a sweep looks whether there is a newer one.
    await ctx.db.update(galaxies).set({ schema: null }).where(eq(galaxies.id, galaxy.id))
  }
  await ctx.db
    .update(regionArchives)
    .set({ droppedAt: null })
    .where(and(eq(regionArchives.regionId, regionId), isNull(regionArchives.endedAt)))
}

/** Since when its galaxy may have missed what all are told: from before it was frozen, for a freeze takes several attempts at times. */
async function deafSince(db: Queryable, { id, createdAt }: RegionRow): Promise<Date> {
  const [evacuation] = await findOperations(db, 'evacuate-region', id, 1)
  return evacuation?.createdAt ?? createdAt
}

/** Nobody meets the name of somebody who was erased while it was away. */
async function forgetErased(ctx: Ctx, api: GalaxyApi, since: Date): Promise<void> {
  const pilots = await ctx.db
    .select({ userId: users.id, callsign: users.callsign })
    .from(users)
    .where(and(isNotNull(users.expiredAt), or(isNull(users.forgottenAt), gte(users.forgottenAt, since))))
  for (let first = 0; first < pilots.length; first += FORGOTTEN_MAX)
    await api.forgetPilots({ pilots: pilots.slice(first, first + FORGOTTEN_MAX) })
}

/** As the galaxy's own role: what it may not do would show before it opens. */
async function check(ctx: Ctx, { regionId }: Run): Promise<undefined> {
  const region = await requireRegion(ctx, regionId)
  const galaxy = await requireGalaxyOf(ctx, region)
  const archive = await getArchive(ctx.db, regionId)
  const since = await deafSince(ctx.db, region)
  await ctx.galaxies.replacement.admit(galaxy, galaxy.databaseName)
  await ctx.galaxies.replacement.withApi(galaxy, { name: galaxy.databaseName, as: 'role' }, async (apiAt) => {
    const api = apiAt(ctx.clock)
    // One that a dead process had only begun to freeze is as it was.
    if (archive) await requireSameGalaxy(api, archive)
    await forgetErased(ctx, api, since)
  })
}

const backWords = (status: RegionStatus): string =>
  isOpenForBusiness(status)
    ? 'It is open again, with its map, laws and records as they were. Its citizens are told, and elections for all offices have begun.'
    : 'Its map, laws and records are as they were. For now it can only be read: your billing page says what opens it.'

function open(ctx: Ctx, run: Run): Promise<'ended' | undefined> {
  return transact(ctx, async (tx) => {
    const region = await lockForRun(tx, 'return-region', run)
    if (!region) return 'ended'
    const isArchived = region.status === 'archived'
    const status = isArchived ? (await getRegionSubscription(tx.db, region.id))?.wanted : region.status
    if (!status || status === 'archived' || status === 'terminated') {
      // What was paid was taken back meanwhile.
      await endOperation(tx, run.id, { status: 'cancelled' })
      await followSubscription(tx, region.id)
      return 'ended'
    }
    const archive = await getArchive(tx.db, region.id)
    const galaxyId = region.galaxyId ?? ''
    await tx.db.update(galaxies).set({ status: 'ready', endpoint: null }).where(eq(galaxies.id, galaxyId))
    await tx.db
      .update(regions)
      .set({ mapVersion: sql`${regions.mapVersion} + 1` })
      .where(eq(regions.id, region.id))
    // What the others were told while it was away, it is told now.
    await tx.db
      .update(callsignChanges)
      .set({ spreadAt: null })
      .where(gte(callsignChanges.spreadAt, await deafSince(tx.db, region)))
    await tx.db
      .update(regionArchives)
      .set({ endedAt: tx.now, outcome: 'returned' })
      .where(and(eq(regionArchives.regionId, region.id), isNull(regionArchives.endedAt)))
    const result = { archiveId: archive?.id ?? null }
    await endOperation(tx, run.id, { status: 'succeeded', result })
    if (isArchived) await returnRegion(tx, region, status)
    else await followSubscription(tx, region.id)
    await tx.audit({
      action: 'region.returned',
      regionId: region.id,
      subject: { type: 'galaxy', id: galaxyId },
      detail: result,
    })
    await notify(tx, {
      userIds: [region.ownerId],
      kind: 'region.returned',
      title: `${region.displayName} is back`,
      body: backWords(status),
      href: `${regionPath(region.name)}?back=${run.id}`,
      regionId: region.id,
    })
    return undefined
  })
}
