import { randomUUID } from 'node:crypto'
import { eq, inArray, sql } from 'drizzle-orm'
import { backupDrills } from '#db/schema/platform/backups.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { ArchiveError } from '#server/archive/archive.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type BackupRow } from './backup-row.ts'
import { getNewestReady } from './newest-ready.ts'

export type Drilled = { kind: 'platform' | 'galaxy'; passed: boolean; error: string | null }

/**
 * Loads the newest backup of the platform and of a random region, archived ones too, into a database of its own, checks counts, hashes, keys and the
 * region's ledger, and drops it. What comes of it is kept; a failure is a notice to administrators.
 */
export async function runDrill(ctx: Ctx): Promise<Drilled[]> {
  const drilled = [await drill(ctx, null)]
  const [galaxy] = await ctx.db
    .select({ id: galaxies.id })
    .from(galaxies)
    .innerJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(inArray(galaxies.status, ['ready', 'archived']))
    .orderBy(sql`random()`)
    .limit(1)
  if (galaxy) drilled.push(await drill(ctx, galaxy.id))
  return drilled
}

async function drill(ctx: Ctx, galaxyId: string | null): Promise<Drilled> {
  const startedAt = performance.now()
  const backup = await getNewestReady(ctx.db, galaxyId)
  const result = await tryBackup(ctx, backup)
  const kind = galaxyId === null ? 'platform' : 'galaxy'
  const passed = result.error === null
  await transact(ctx, async (tx) => {
    await tx.db.insert(backupDrills).values({
      ...{ at: tx.now, kind, galaxyId, passed, error: result.error, rows: result.rows },
      backupId: backup?.id ?? null,
      takenAt: backup?.takenAt ?? null,
      durationMs: Math.round(performance.now() - startedAt),
    })
    await tx.audit({
      action: passed ? 'backup.drill-passed' : 'backup.drill-failed',
      subject: { type: 'database', id: galaxyId ?? 'platform' },
      detail: { backupId: backup?.id ?? null, error: result.error },
    })
    if (passed) return
    const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
    await notify(tx, {
      userIds: admins.map(({ id }) => id),
      kind: 'backup.drill-failed',
      title: 'A backup could not be restored for practice',
      body: `${result.error ?? ''} Look at it before it is needed.`,
      href: '/admin/backups/drills',
    })
  })
  return { kind, passed, error: result.error }
}

type Tried = { rows: number | null; error: string | null }

async function tryBackup(ctx: Ctx, backup: BackupRow | null): Promise<Tried> {
  if (!backup) return { rows: null, error: 'There is no backup yet.' }
  const { kind, name, galaxyId } = backup
  const home = ctx.galaxies.platformDatabase()
  const { replacement } = ctx.galaxies
  const now = await ctx.clock.now(ctx.db)
  const target = { kind, location: home.location, databaseName: replacement.newCopyName(now) }
  const address = { id: galaxyId ?? randomUUID(), ...target }
  try {
    const { sha256 } = await ctx.archive.verify(name)
    if (sha256 !== backup.sha256) return { rows: null, error: 'It is not the backup of the catalogue.' }
    const { tables } = await ctx.archive.restore(name, target)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    if (kind === 'platform') return { rows, error: null }
    const { findingsTotal } = await replacement.withApi(
      address,
      { name: target.databaseName, as: 'owner' },
      (apiAt) => apiAt(ctx.clock).auditLedger({ until: now.toISOString() }),
    )
    return { rows, error: findingsTotal === 0 ? null : `Its ledger has ${findingsTotal} differences.` }
  } catch (error) {
    ctx.log.error({ err: error, backupId: backup.id }, 'a drill failed')
    return { rows: null, error: error instanceof ArchiveError ? error.message : 'It could not be loaded.' }
  } finally {
    await replacement
      .drop(target, target.databaseName)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'the database of a drill is left'))
  }
}
