import { and, eq, isNull } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { ArchiveError } from '#server/archive/archive.ts'
import {
  archiveLabel,
  ARCHIVE_STEPS,
  progressOf,
  type ArchiveStep,
} from '#server/domain/regions/archive-steps.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { dropBackup } from '../backups/drop-backup.ts'
import { verifyBackup } from '../backups/verify-backup.ts'
import { shutGalaxy, listenToClosed } from '../galaxy/close-and-listen.ts'
import { followSubscription } from '../lifecycle/follow-subscription.ts'
import { isGivenUp } from '../lifecycle/region-subscription.ts'
import { endOperation } from '../operations/end-operation.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { getArchive, lockForRun, requireArchive, requireGalaxy } from './archive-rows.ts'
import { dumpFrozen } from './dump-frozen.ts'
import { requireQuiet, settleShares } from './require-quiet.ts'
import { requireSameGalaxy } from './same-galaxy.ts'
import { runSteps, type Run, type Saga, type SagaOutcome, type StepHooks } from './run-steps.ts'

/**
 * Brings the galaxy of an archived region into the archive: it is frozen, dumped, the dump is loaded into a database of its own and
 * compared, and only then the database is dropped. A payment ends it before that.
 */
export const archiveRegion = (
  ctx: Ctx,
  { operationId }: { operationId: string },
  hooks: StepHooks<ArchiveStep> = {},
): Promise<SagaOutcome> => runSteps(ctx, SAGA, operationId, hooks)

const SAGA: Saga<ArchiveStep> = {
  kind: 'archive-region',
  steps: ARCHIVE_STEPS,
  label: archiveLabel,
  failing: 'its galaxy does not come into the archive',
  work: { freeze, dump, prove, drop },
  deciding: ['drop'],
}

async function freeze(ctx: Ctx, run: Run): Promise<'ended' | undefined> {
  const galaxy = await requireGalaxy(ctx, run.regionId)
  await settleShares(ctx, galaxy.id)
  if (!(await beginFreeze(ctx, run))) return 'ended'
  if (await getArchive(ctx.db, run.regionId)) return undefined
  await shutGalaxy(ctx, galaxy)
  // An update may have passed it by since an earlier attempt began.
  await ctx.galaxies.migrate(galaxy)
  await listenToClosed(ctx, galaxy, async (api) => {
    const now = await ctx.clock.now(ctx.db)
    const { transit, findingsTotal } = await api.auditLedger({ until: now.toISOString() })
    const { pilots } = await api.listPresent({ userIds: null })
    if (pilots.length > 0) throw new Error(`${pilots.length} pilots are in a galaxy that is to be archived`)
    await ctx.db
      .insert(regionArchives)
      .values({
        ...{ regionId: run.regionId, galaxyId: galaxy.id, frozenAt: now, transit },
        findings: findingsTotal,
      })
      .onConflictDoNothing()
  })
  return undefined
}

/** From here on its role has no access, and no call reaches it. False when it was paid for. */
const beginFreeze = (ctx: Ctx, run: Run): Promise<boolean> =>
  transact(ctx, async (tx) => {
    const region = await lockForRun(tx, 'archive-region', run)
    if (!region || !(await isStillGivenUp(tx, run, region))) return false
    const galaxyId = region.galaxyId ?? ''
    await requireQuiet(tx, galaxyId)
    const [frozen] = await tx.db
      .update(galaxies)
      // A process of its own serves nothing any more: when it comes back, the platform does.
      .set({ status: 'archived', awaySince: null, endpoint: null })
      .where(and(eq(galaxies.id, galaxyId), eq(galaxies.status, 'ready')))
      .returning()
    // What it was in an earlier archive is over: it was open since.
    if (frozen)
      await tx.db
        .update(regionArchives)
        .set({ endedAt: tx.now, outcome: 'returned' })
        .where(and(eq(regionArchives.regionId, region.id), isNull(regionArchives.endedAt)))
    else await requireFrozen(tx, galaxyId)
    return true
  })

async function requireFrozen(tx: Tx, galaxyId: string): Promise<void> {
  const frozen = and(eq(galaxies.id, galaxyId), eq(galaxies.status, 'archived'))
  if ((await tx.db.$count(galaxies, frozen)) === 0) throw new Error('the galaxy is not frozen')
}

/** A payment that the region has not followed yet ends the operation, and so does one that another version let it follow. */
async function isStillGivenUp(tx: Tx, { id, regionId }: Run, { status }: RegionRow): Promise<boolean> {
  if (status === 'archived' && (await isGivenUp(tx.db, regionId))) return true
  await endOperation(tx, id, { status: 'cancelled' })
  await followSubscription(tx, regionId)
  return false
}

async function dump(ctx: Ctx, { regionId }: Run): Promise<undefined> {
  await dumpFrozen(ctx, await requireArchive(ctx.db, regionId))
}

/** An archive that does not prove itself is erased, and the next attempt makes another: while there is a database to make it from. */
async function prove(ctx: Ctx, { regionId }: Run): Promise<undefined> {
  const archive = await dumpFrozen(ctx, await requireArchive(ctx.db, regionId))
  if (archive.provedAt !== null) return
  const galaxy = await requireGalaxy(ctx, regionId)
  const { replacement } = ctx.galaxies
  const databaseName = replacement.newCopyName(await ctx.clock.now(ctx.db))
  const scratch = { kind: 'galaxy' as const, location: galaxy.location, databaseName }
  try {
    const { name } = await verifyBackup(ctx, { backupId: archive.backupId })
    await ctx.archive.restore(name, scratch)
    await replacement.withApi(
      { id: archive.galaxyId, ...scratch },
      { name: scratch.databaseName, as: 'owner' },
      (apiAt) => requireSameGalaxy(apiAt(ctx.clock), archive),
    )
  } catch (error) {
    if (error instanceof ArchiveError && (await replacement.exists(galaxy, galaxy.databaseName)))
      await dropBackup(ctx, archive.backupId)
    throw error
  } finally {
    await replacement.drop(scratch, scratch.databaseName)
  }
  const now = await ctx.clock.now(ctx.db)
  await ctx.db.update(regionArchives).set({ provedAt: now }).where(eq(regionArchives.id, archive.id))
}

async function drop(ctx: Ctx, run: Run): Promise<'ended' | undefined> {
  if (!(await beginDrop(ctx, run))) return 'ended'
  await ctx.galaxies.replacement.remove(await requireGalaxy(ctx, run.regionId))
  await transact(ctx, async (tx) => {
    const region = await lockForRun(tx, 'archive-region', run)
    if (!region) return
    const archive = await requireArchive(tx.db, region.id)
    await tx.db.update(regionArchives).set({ droppedAt: tx.now }).where(eq(regionArchives.id, archive.id))
    await endOperation(tx, run.id, { status: 'succeeded', result: { archiveId: archive.id } })
    await tx.audit({
      action: 'region.archived',
      regionId: region.id,
      subject: { type: 'galaxy', id: archive.galaxyId },
      detail: { archiveId: archive.id, backupId: archive.backupId, frozenAt: archive.frozenAt.toISOString() },
    })
    // It was paid for while the database was being removed.
    await followSubscription(tx, region.id)
  })
  return undefined
}

/** From here on the archive alone has the galaxy. False when it was paid for before; a run that comes here again goes on. */
const beginDrop = (ctx: Ctx, run: Run): Promise<boolean> =>
  transact(ctx, async (tx) => {
    const region = await lockForRun(tx, 'archive-region', run)
    if (!region) return false
    const [operation] = await tx.db.select().from(operations).where(eq(operations.id, run.id))
    const isAgain = operation?.step === 'drop'
    if (!isAgain && !(await isStillGivenUp(tx, run, region))) return false
    const { galaxyId, provedAt, backupId } = await requireArchive(tx.db, run.regionId)
    if (provedAt === null || backupId === null) throw new Error('this archive is not proved')
    await requireFrozen(tx, galaxyId)
    if (isAgain) return true
    await tx.db
      .update(operations)
      .set({ step: 'drop', progress: progressOf(ARCHIVE_STEPS, 'drop'), updatedAt: tx.now })
      .where(eq(operations.id, run.id))
    return true
  })
