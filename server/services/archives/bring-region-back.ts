import { and, eq, gt, gte, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { restoreNames } from '#server/domain/backups/restore-steps.ts'
import { returnLabel, RETURN_STEPS, type ReturnStep } from '#server/domain/regions/archive-steps.ts'
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
import { lockForRun, requireArchive, requireGalaxy } from './archive-rows.ts'
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
  const archive = await requireArchive(ctx.db, regionId)
  await ctx.galaxies.createRole(galaxy)
  if (await replacement.exists(galaxy, galaxy.databaseName)) {
    // An update may have passed it by. On another server a sweep looks.
    if (galaxy.location === ctx.galaxies.homeLocation()) await ctx.galaxies.createDatabase(galaxy)
  } else {
    const { next, kept } = restoreNames(id)
    const { name } = await verifyBackup(ctx, { backupId: archive.backupId ?? '' })
    await ctx.archive.restore(name, { kind: 'galaxy', location: galaxy.location, databaseName: next })
    await replacement.admit(galaxy, next)
    await replacement.swap(galaxy, { next, kept })
    // Loaded under the schema of this process: a sweep looks whether there is a newer one.
    await ctx.db.update(galaxies).set({ schema: null }).where(eq(galaxies.id, galaxy.id))
  }
  await ctx.db.update(regionArchives).set({ droppedAt: null }).where(eq(regionArchives.id, archive.id))
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
  const galaxy = await requireGalaxy(ctx, regionId)
  const archive = await requireArchive(ctx.db, regionId)
  await ctx.galaxies.replacement.admit(galaxy, galaxy.databaseName)
  await ctx.galaxies.replacement.withApi(galaxy, { name: galaxy.databaseName, as: 'role' }, async (apiAt) => {
    const api = apiAt(ctx.clock)
    await requireSameGalaxy(api, archive)
    await forgetErased(ctx, api, archive.frozenAt)
  })
}

function open(ctx: Ctx, run: Run): Promise<'ended' | undefined> {
  return transact(ctx, async (tx) => {
    const region = await lockForRun(tx, 'return-region', run)
    if (!region) return 'ended'
    const wanted = (await getRegionSubscription(tx.db, region.id))?.wanted
    if (!wanted || wanted === 'archived' || wanted === 'terminated') {
      // What was paid was taken back meanwhile.
      await endOperation(tx, run.id, { status: 'cancelled' })
      await followSubscription(tx, region.id)
      return 'ended'
    }
    const archive = await requireArchive(tx.db, region.id)
    await tx.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, archive.galaxyId))
    await tx.db
      .update(regions)
      .set({ mapVersion: sql`${regions.mapVersion} + 1` })
      .where(eq(regions.id, region.id))
    // What the others were told while it was away, it is told now.
    await tx.db
      .update(callsignChanges)
      .set({ spreadAt: null })
      .where(gt(callsignChanges.changedAt, archive.frozenAt))
    await tx.db
      .update(regionArchives)
      .set({ endedAt: tx.now, outcome: 'returned' })
      .where(eq(regionArchives.id, archive.id))
    await endOperation(tx, run.id, { status: 'succeeded', result: { archiveId: archive.id } })
    await returnRegion(tx, region, wanted)
    await tx.audit({
      action: 'region.returned',
      regionId: region.id,
      subject: { type: 'galaxy', id: archive.galaxyId },
      detail: { archiveId: archive.id, frozenAt: archive.frozenAt.toISOString() },
    })
    await notify(tx, {
      userIds: [region.ownerId],
      kind: 'region.returned',
      title: `${region.displayName} is back`,
      body: 'It is open, with its map, laws and records as they were. Its citizens are told, and elections begin.',
      href: `${regionPath(region.name)}?back=${run.id}`,
      regionId: region.id,
    })
    return undefined
  })
}
