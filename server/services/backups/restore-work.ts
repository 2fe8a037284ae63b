import { and, eq, exists, gt, gte, inArray, isNotNull, sql } from 'drizzle-orm'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { users } from '#db/schema/platform/identity.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { KEPT_DATABASE_DAYS, type RestoreStep } from '#server/domain/backups/restore-steps.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { ArchiveError } from '#server/archive/archive.ts'
import { GameError } from '#server/errors.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Clock } from '#server/clock.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { shutGalaxy, listenToClosed } from '../galaxy/close-and-listen.ts'
import { notify } from '../notifications/notify.ts'
import { endOperation } from '../operations/end-operation.ts'
import { type OperationRow } from '../operations/operation-rows.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { makeBackup } from './make-backup.ts'
import { checkReconciled, reconcileGalaxy, type Reconciled } from './reconcile-galaxy.ts'
import { isOf } from './queries.ts'
import { requireNothingAgainst, type Restorable } from './restorable.ts'

/** A restore under way, with the names of its two databases: the one that is loaded, and the one that is kept. */
export type Restoring = Restorable & { operation: OperationRow; next: string; kept: string }

type Work = (ctx: Ctx, restoring: Restoring) => Promise<void>

/** The work of each step. Repeating a step changes nothing that it did before. */
export const RESTORE_WORK: Record<RestoreStep, Work> = {
  verify: async (ctx, { backup }) => {
    const { sha256 } = await ctx.archive.verify(backup.name)
    // Sealed with the right key is not enough: another backup could lie in its place.
    if (sha256 !== backup.sha256)
      throw new ArchiveError('damaged', 'This is not the backup of the catalogue. Take another one.')
  },
  load: async (ctx, restoring) => {
    await requireNothingAgainst(ctx.db, restoring)
    const { backup, galaxy, next } = restoring
    // On a new server there is neither: an empty one is replaced as any other.
    if (!(await ctx.galaxies.replacement.exists(galaxy, galaxy.databaseName))) {
      await ctx.galaxies.createDatabase(galaxy)
      await ctx.galaxies.createRole(galaxy)
    }
    await ctx.archive.restore(backup.name, {
      kind: 'galaxy',
      location: galaxy.location,
      databaseName: next,
    })
    await ctx.galaxies.replacement.admit(galaxy, next)
  },
  close: closeGalaxy,
  dump: dumpGalaxy,
  reconcile: async (ctx, restoring) => {
    await requireNothingAgainst(ctx.db, restoring)
    const done = await onNext(ctx, restoring, (apiAt) =>
      reconcileGalaxy(ctx, { ...subjectOf(restoring), apiAt }),
    )
    await noteResult(ctx, restoring, done)
  },
  check: (ctx, restoring) =>
    onNext(ctx, restoring, (apiAt) => checkReconciled(ctx, { ...subjectOf(restoring), apiAt })),
  swap: async (ctx, { galaxy, next, kept }) => {
    await ctx.galaxies.replacement.swap(galaxy, { next, kept })
    // Loaded under the schema of this process: the sweep looks whether there is a newer one.
    await ctx.db.update(galaxies).set({ schema: null }).where(eq(galaxies.id, galaxy.id))
  },
  reopen: reopenGalaxy,
}

const subjectOf = ({ galaxy, region, backup, operation }: Restoring) => ({
  galaxyId: galaxy.id,
  region,
  since: backup.takenAt,
  restoreId: operation.id,
})

/** As the galaxy's own role: what it may not do would show before it opens. */
const onNext = <T>(
  ctx: Ctx,
  { galaxy, next }: Restoring,
  work: (apiAt: (clock: Clock) => GalaxyApi) => Promise<T>,
): Promise<T> => ctx.galaxies.replacement.withApi(galaxy, { name: next, as: 'role' }, work)

/** From now on nobody changes the galaxy, and what it told before is known to the platform. */
async function closeGalaxy(ctx: Ctx, restoring: Restoring): Promise<void> {
  const { galaxy } = restoring
  await requireNothingAgainst(ctx.db, restoring)
  const [closed] = await ctx.db
    .update(galaxies)
    .set({ status: 'restoring' })
    .where(and(eq(galaxies.id, galaxy.id), inArray(galaxies.status, ['ready', 'restoring'])))
    .returning()
  if (!closed) throw new GameError('CONFLICT', 'This galaxy cannot be restored now.', { reason: 'archived' })
  if (!(await ctx.galaxies.replacement.exists(galaxy, galaxy.databaseName))) return
  await shutGalaxy(ctx, galaxy)
  try {
    await listenToClosed(ctx, galaxy, () => Promise.resolve())
  } catch (error) {
    // It may be restored because it cannot be read: then what it did not tell did not happen.
    ctx.log.warn(
      { err: error, galaxyId: galaxy.id },
      'a galaxy to be replaced could not tell its last messages',
    )
  }
}

async function dumpGalaxy(ctx: Ctx, { galaxy, operation }: Restoring): Promise<void> {
  if (!(await ctx.galaxies.replacement.exists(galaxy, galaxy.databaseName))) return
  const made = and(
    isOf(galaxy.id),
    eq(backups.reason, 'before-restore'),
    eq(backups.status, 'ready'),
    gte(backups.startedAt, operation.createdAt),
  )
  if ((await ctx.db.$count(backups, made)) > 0) return
  const dumped = await makeBackup(ctx, { galaxyId: galaxy.id, reason: 'before-restore' })
  if (!dumped) throw new Error('another backup of this galaxy is running')
}

/** What was brought in, for the end of the operation. */
const noteResult = async (ctx: Ctx, { operation }: Restoring, done: Reconciled): Promise<void> => {
  await ctx.db.execute(
    sql`update operations set result = ${JSON.stringify(done)}::jsonb where id = ${operation.id} and result is null`,
  )
}

async function reopenGalaxy(ctx: Ctx, restoring: Restoring): Promise<void> {
  const { galaxy, region, backup, operation, kept } = restoring
  await ctx.galaxies.replacement.admit(galaxy, galaxy.databaseName)
  await transact(ctx, async (tx) => {
    const since = backup.takenAt
    await tx.db
      .update(galaxies)
      .set({ status: 'ready' })
      .where(and(eq(galaxies.id, galaxy.id), eq(galaxies.status, 'restoring')))
    if (region)
      await tx.db
        .update(regions)
        .set({ mapVersion: sql`${regions.mapVersion} + 1` })
        .where(eq(regions.id, region.id))
    // What the restored galaxy does not know any more is told to it again, or forgotten with it.
    await tx.db.update(callsignChanges).set({ spreadAt: null }).where(gt(callsignChanges.changedAt, since))
    await payLostSharesAgain(tx, galaxy.id, since)
    await tx.db.update(users).set({ forgottenAt: null }).where(isNotNull(users.expiredAt))
    await tx.db
      .delete(collectedPilotDays)
      .where(and(eq(collectedPilotDays.galaxyId, galaxy.id), gt(collectedPilotDays.changedAt, since)))
    const keptUntil = new Date(tx.now.getTime() + KEPT_DATABASE_DAYS * DAY_MS).toISOString()
    const result = { ...operation.result, takenAt: since.toISOString(), kept, keptUntil }
    if (!(await endOperation(tx, operation.id, { status: 'succeeded', result }))) return
    await tx.audit({
      action: 'galaxy.restored',
      regionId: region?.id ?? null,
      subject: { type: 'galaxy', id: galaxy.id },
      detail: { backupId: backup.id, ...result },
    })
    const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
    await notify(tx, {
      userIds: [...new Set([...(region ? [region.ownerId] : []), ...admins.map(({ id }) => id)])],
      kind: 'galaxy.restored',
      title: `${region?.displayName ?? 'The Central Nexus'} was restored from a backup`,
      body: `It is as it was at ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC. Government, payments and who is where are as they were; what happened inside it since then is undone.`,
      href: region ? `/regions/${region.name}` : '/nexus',
    })
    if (region) {
      tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
      tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
    }
  })
  await auditConservation(ctx).catch((error: unknown) =>
    ctx.log.warn({ err: error }, 'the audit after a restore failed; the nightly one follows'),
  )
}

/** Shares of treasuries that came into purses after the backup are gone from them. Who has left since took theirs along. */
async function payLostSharesAgain(tx: Tx, galaxyId: string, since: Date): Promise<void> {
  const sameStay = tx.db
    .select({ userId: whereabouts.userId })
    .from(whereabouts)
    .where(
      and(
        eq(whereabouts.userId, treasuryShares.userId),
        eq(whereabouts.galaxyId, treasuryShares.galaxyId),
        eq(whereabouts.fencingVersion, treasuryShares.fencingVersion),
      ),
    )
  await tx.db
    .update(treasuryShares)
    .set({ receivedAt: null })
    .where(and(eq(treasuryShares.galaxyId, galaxyId), gt(treasuryShares.receivedAt, since), exists(sameStay)))
}
