import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { restoreNames } from '#server/domain/backups/restore-steps.ts'
import {
  NAME_RESTS_DAYS,
  progressOf,
  terminationLabel,
  TERMINATION_STEPS,
  type TerminationStep,
} from '#server/domain/regions/archive-steps.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx } from '../context.ts'
import { galaxyOfArchive } from '../backups/archive-names.ts'
import { dropBackup } from '../backups/drop-backup.ts'
import { followSubscription } from '../lifecycle/follow-subscription.ts'
import { getRegionSubscription } from '../lifecycle/region-subscription.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { endOperation } from '../operations/end-operation.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { deleteEmblem } from '../regions/emblem-of.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { lockForRun } from './archive-rows.ts'
import { requireQuiet, settleShares } from './require-quiet.ts'
import { tellOfTheEnd } from './warn-of-the-end.ts'
import { runSteps, type Run, type Saga, type SagaOutcome, type StepHooks } from './run-steps.ts'

/**
 * Ends a region that nobody paid for until the end of its archive: nobody brings it back from then on. Its archive, all backups of its
 * galaxy, its database and role, exports of it and its emblem are erased; what the platform keeps says docs/decisions/0062-how-a-region-ends.md.
 */
export const terminateRegion = (
  ctx: Ctx,
  { operationId }: { operationId: string },
  hooks: StepHooks<TerminationStep> = {},
): Promise<SagaOutcome> => runSteps(ctx, SAGA, operationId, hooks)

const SAGA: Saga<TerminationStep> = {
  kind: 'terminate-region',
  steps: TERMINATION_STEPS,
  label: terminationLabel,
  failing: 'it has ended, and what is left of it cannot be erased',
  work: { end, erase, drop },
  deciding: ['end'],
}

/** The point of no return: a payment that comes before, under the lock of the region's row, brings it back; one that comes later goes back itself. */
async function end(ctx: Ctx, run: Run): Promise<'ended' | undefined> {
  const galaxyId = await galaxyIdOf(ctx, run.regionId)
  if (galaxyId !== null) await settleShares(ctx, galaxyId)
  return transact(ctx, async (tx) => {
    const region = await lockForRun(tx, 'terminate-region', run)
    if (!region) return 'ended'
    if (region.status === 'terminated') return undefined
    const wanted = (await getRegionSubscription(tx.db, region.id))?.wanted
    if (wanted !== 'terminated' || region.status !== 'archived') {
      await endOperation(tx, run.id, { status: 'cancelled' })
      await followSubscription(tx, region.id)
      return 'ended'
    }
    if (region.galaxyId !== null) await requireQuiet(tx, region.galaxyId)
    const others = await tx.db
      .select({ id: operations.id })
      .from(operations)
      .where(
        and(
          eq(operations.subjectId, region.id),
          inArray(operations.kind, ['archive-region', 'return-region']),
          inArray(operations.status, [...OPEN_OPERATION]),
        ),
      )
    for (const { id } of others) await endOperation(tx, id, { status: 'cancelled' })
    await setRegionStatus(tx, region, 'terminated')
    // What is kept of it may be downloaded by nobody from now on.
    await tx.db.delete(dataExports).where(eq(dataExports.regionId, region.id))
    await tellOfTheEnd(tx, region, 'ended', tx.now)
    await tx.db
      .update(regions)
      .set({ nameRestsUntil: new Date(tx.now.getTime() + NAME_RESTS_DAYS * DAY_MS) })
      .where(eq(regions.id, region.id))
    // No call reaches it any more, also where it was never frozen.
    if (region.galaxyId !== null)
      await tx.db
        .update(galaxies)
        .set({ status: 'archived', awaySince: null, endpoint: null })
        .where(eq(galaxies.id, region.galaxyId))
    await tx.db
      .update(operations)
      .set({ step: 'erase', progress: progressOf(TERMINATION_STEPS, 'erase'), updatedAt: tx.now })
      .where(eq(operations.id, run.id))
    return undefined
  })
}

/** Also archives in the store of which the catalogue does not know. */
async function erase(ctx: Ctx, { regionId }: Run): Promise<undefined> {
  const galaxyId = await galaxyIdOf(ctx, regionId)
  if (galaxyId === null) return
  const kept = await ctx.db.select({ id: backups.id }).from(backups).where(eq(backups.galaxyId, galaxyId))
  for (const { id } of kept) await dropBackup(ctx, id)
  for (const { name } of await ctx.archive.list())
    if (galaxyOfArchive(name) === galaxyId) await ctx.archive.erase(name)
}

async function drop(ctx: Ctx, run: Run): Promise<undefined> {
  const galaxyId = await galaxyIdOf(ctx, run.regionId)
  const [galaxy] =
    galaxyId === null ? [] : await ctx.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
  if (galaxy) {
    // What restores kept beside it for some days, and what a dead process left.
    const beside = await ctx.db
      .select({ id: operations.id })
      .from(operations)
      .where(
        sql`${operations.kind} in ('restore-galaxy', 'return-region') and ${operations.subjectId} in (${galaxy.id}::text, ${run.regionId}::text)`,
      )
    for (const { id } of beside)
      for (const name of Object.values(restoreNames(id))) await ctx.galaxies.replacement.drop(galaxy, name)
    await ctx.galaxies.drop(galaxy)
  }
  await transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, run.regionId)
    await tx.db.delete(dataExports).where(eq(dataExports.regionId, region.id))
    await deleteEmblem(tx, region.id)
    if (galaxy) await tx.db.update(galaxies).set({ status: 'dropped' }).where(eq(galaxies.id, galaxy.id))
    await tx.db
      .update(regionArchives)
      .set({ endedAt: tx.now, outcome: 'erased' })
      .where(and(eq(regionArchives.regionId, region.id), isNull(regionArchives.endedAt)))
    if (!(await endOperation(tx, run.id, { status: 'succeeded', result: {} }))) return
    await tx.audit({
      action: 'region.terminated',
      regionId: region.id,
      subject: { type: 'region', id: region.id },
      detail: { name: region.name, nameRestsUntil: region.nameRestsUntil?.toISOString() ?? null },
    })
  })
}

async function galaxyIdOf({ db }: Ctx, regionId: string): Promise<string | null> {
  const [region] = await db
    .select({ galaxyId: regions.galaxyId })
    .from(regions)
    .where(eq(regions.id, regionId))
  return region?.galaxyId ?? null
}
