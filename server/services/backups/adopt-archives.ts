import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { backups } from '#db/schema/platform/backups.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Snapshot } from '#server/archive/archive.ts'
import { keptUntil } from '#server/domain/backups/retention.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { galaxyOfArchive } from './archive-names.ts'
import { type BackupRow } from './backup-row.ts'

/**
 * Brings the catalogue of a restored platform to what the store holds: backups made since are read to their end and noted, those that
 * expired since are taken out. They are kept as the longest, for nobody knows why they were made. Run again it changes nothing.
 */
export async function adoptArchives(ctx: Ctx): Promise<{ adopted: number; gone: number }> {
  const stored = new Set((await ctx.archive.list()).map(({ name }) => name))
  const known = new Map((await ctx.db.select().from(backups)).map((row) => [row.name, row]))
  const gone = [...known.values()].filter(({ name, status }) => status === 'ready' && !stored.has(name))
  if (gone.length > 0)
    await ctx.db.delete(backups).where(
      inArray(
        backups.id,
        gone.map(({ id }) => id),
      ),
    )
  const ids = new Set((await ctx.db.select({ id: galaxies.id }).from(galaxies)).map(({ id }) => id))
  let adopted = 0
  const fresh = [...stored].filter((name) => known.get(name)?.status !== 'ready')
  await sweepEach(
    ctx,
    fresh.map((name) => ({ name })),
    async ({ name }) => {
      const galaxyId = galaxyOfArchive(name)
      if (galaxyId !== null && !ids.has(galaxyId)) return
      await note(ctx, { name, galaxyId }, known.get(name) ?? null)
      adopted += 1
    },
  )
  return { adopted, gone: gone.length }
}

async function note(
  ctx: Ctx,
  { name, galaxyId }: { name: string; galaxyId: string | null },
  row: BackupRow | null,
): Promise<void> {
  const { manifest, bytes, sha256 }: Snapshot = await ctx.archive.verify(name)
  // By the game's clock, which tests move.
  const takenAt = new Date(Date.parse(manifest.takenAt) + ctx.clock.offsetMs())
  const startedAt = row && row.startedAt < takenAt ? row.startedAt : takenAt
  const values = {
    ...{ name, galaxyId, kind: manifest.kind, bytes, sha256, manifest, takenAt, startedAt },
    ...{ status: 'ready' as const, finishedAt: takenAt, error: null },
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
  }
  if (row) {
    await ctx.db.update(backups).set(values).where(eq(backups.id, row.id))
    return
  }
  const until = keptUntil(takenAt, { reason: 'daily', isFirstOfMonth: true }, ctx.config.backups)
  await ctx.db.insert(backups).values({ id: randomUUID(), reason: 'daily', keptUntil: until, ...values })
}
