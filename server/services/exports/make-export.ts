import { and, eq, lte, sql } from 'drizzle-orm'
import { dataExportParts, dataExports } from '#db/schema/platform/privacy.ts'
import { job } from '#jobs/outbox.ts'
import { makeExportJob } from '#jobs/exports/make-export.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import {
  delayAfterExport,
  EXPORT_ATTEMPTS_MAX,
  EXPORT_LOAD_MS,
  EXPORT_PART_MS,
  EXPORT_PARTS_MAX,
  type ExportedFile,
} from '#server/domain/privacy/export-rules.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { benefitsOf } from '../regions/benefits-of.ts'
import { getRegion } from '../regions/region-rows.ts'
import { exportOf } from './export-of.ts'
import { wordsOf } from './export-words.ts'
import { writeExport } from './write-export.ts'

type ExportRow = typeof dataExports.$inferSelect
type WrittenExport = { sizeBytes: number; files: ExportedFile[]; unreached: string[] }

/** Whether this attempt is still the one that makes the export. */
const isOurs = ({ id, attempts }: ExportRow) =>
  and(eq(dataExports.id, id), eq(dataExports.state, 'queued'), eq(dataExports.attempts, attempts))

/**
 * Makes an export that is due, and tells who asked for it. It is taken for the time of an attempt, which each stored part extends: who dies
 * leaves it to the next sweep. A galaxy that does not answer is waited for, until the last attempt does without it.
 */
export async function makeExport(ctx: Ctx, { exportId }: { exportId: string }): Promise<void> {
  const taken = await takeExport(ctx, exportId)
  if (!taken) return
  try {
    const written = await writeParts(ctx, taken)
    if (written.unreached.length > 0 && taken.attempts < EXPORT_ATTEMPTS_MAX) {
      ctx.log.warn({ exportId, galaxies: written.unreached }, 'an export waits for galaxies')
      await tryAgainLater(ctx, taken)
    } else await finish(ctx, taken, written)
  } catch (error) {
    ctx.log.error({ err: error, exportId }, 'an export could not be made')
    if (taken.attempts < EXPORT_ATTEMPTS_MAX) await tryAgainLater(ctx, taken)
    else await giveUp(ctx, taken)
  }
}

const takeExport = (ctx: Ctx, exportId: string): Promise<ExportRow | null> =>
  transact(ctx, async (tx) => {
    const [taken] = await tx.db
      .update(dataExports)
      .set({
        // A last attempt that died counts as one more of the last.
        attempts: sql`least(${dataExports.attempts} + 1, ${EXPORT_ATTEMPTS_MAX})`,
        dueAt: new Date(tx.now.getTime() + EXPORT_PART_MS),
      })
      .where(
        and(eq(dataExports.id, exportId), eq(dataExports.state, 'queued'), lte(dataExports.dueAt, tx.now)),
      )
      .returning()
    if (!taken) return null
    await tx.db.delete(dataExportParts).where(eq(dataExportParts.exportId, exportId))
    if (!(await isArchived(tx, taken))) return taken
    const dueAt = new Date(tx.now.getTime() + EXPORT_LOAD_MS)
    await tx.db.update(dataExports).set({ dueAt }).where(eq(dataExports.id, exportId))
    return taken
  })

async function isArchived(tx: Tx, { regionId }: ExportRow): Promise<boolean> {
  const region = regionId === null ? null : await getRegion(tx.db, regionId)
  return region?.status === 'archived'
}

async function writeParts(ctx: Ctx, taken: ExportRow): Promise<WrittenExport> {
  let number = 0
  const unreached: string[] = []
  const store = (content: Buffer) =>
    transact(ctx, async (tx) => {
      const [still] = await tx.db
        .update(dataExports)
        .set({ dueAt: new Date(tx.now.getTime() + EXPORT_PART_MS) })
        .where(isOurs(taken))
        .returning({ id: dataExports.id })
      if (!still) throw new Error('the export was taken by another process, or deleted')
      if (number >= EXPORT_PARTS_MAX) throw new Error('the export is larger than an export may be')
      await tx.db.insert(dataExportParts).values({ exportId: taken.id, number, content })
      number += 1
    })
  const found = { at: await ctx.clock.now(ctx.db), unreached }
  const written = await exportOf(ctx, taken, found, (wanted) => writeExport(wanted, store))
  return { ...written, unreached }
}

async function finish(ctx: Ctx, taken: ExportRow, written: WrittenExport): Promise<void> {
  const { sizeBytes, files, unreached } = written
  await transact(ctx, async (tx) => {
    const words = await wordsOf(tx, taken)
    const days = await daysOf(tx, taken)
    const [done] = await tx.db
      .update(dataExports)
      .set({
        ...{
          state: 'ready',
          sizeBytes,
          finishedAt: tx.now,
          contents: taken.regionId === null ? null : files,
        },
        expiresAt: new Date(tx.now.getTime() + days * DAY_MS),
      })
      .where(isOurs(taken))
      .returning({ id: dataExports.id })
    if (!done) return
    await tx.audit({ ...words.audit('export-made'), detail: { sizeBytes, unreached } })
    await notify(tx, { userIds: [taken.userId], ...words.ready(days) })
    if (taken.regionId !== null)
      tx.publish({
        audience: { kind: 'region', regionId: taken.regionId },
        topic: 'region',
        id: taken.regionId,
      })
  })
}

/** A region's export is kept for as long as its tier says, where that is longer. */
async function daysOf(tx: Tx, { regionId }: ExportRow): Promise<number> {
  const { exportDays } = tx.config.retention
  const region = regionId === null ? null : await getRegion(tx.db, regionId)
  return region === null ? exportDays : Math.max(exportDays, benefitsOf(tx, region).exportDays)
}

const tryAgainLater = (ctx: Ctx, taken: ExportRow): Promise<void> =>
  transact(ctx, async (tx) => {
    const dueAt = new Date(tx.now.getTime() + delayAfterExport(taken.attempts))
    const [later] = await tx.db
      .update(dataExports)
      .set({ dueAt })
      .where(isOurs(taken))
      .returning({ exportId: dataExports.id })
    if (later) await tx.enqueue(job(makeExportJob, later, dueAt))
  })

const giveUp = (ctx: Ctx, taken: ExportRow): Promise<void> =>
  transact(ctx, async (tx) => {
    await tx.db.delete(dataExportParts).where(eq(dataExportParts.exportId, taken.id))
    const [failed] = await tx.db
      .update(dataExports)
      .set({ state: 'failed', finishedAt: tx.now })
      .where(isOurs(taken))
      .returning({ id: dataExports.id })
    if (!failed) return
    const words = await wordsOf(tx, taken)
    await tx.audit(words.audit('export-failed'))
    await notify(tx, { userIds: [taken.userId], ...words.failed() })
  })
