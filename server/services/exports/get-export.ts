import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import { dataExportParts, dataExports } from '#db/schema/platform/privacy.ts'
import { nextExportFrom, type ExportedFile, type ExportState } from '#server/domain/privacy/export-rules.ts'
import { mayExportRegion } from '#server/domain/regions/may-export-region.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { exportsOf, type ExportSubject } from './export-rows.ts'
import { requireExportable } from './require-exportable.ts'

export type ExportView = {
  id: string
  state: ExportState
  requestedAt: string
  finishedAt: string | null
  expiresAt: string | null
  sizeBytes: number | null
  /** Of a region's: what is in the zip. */
  files: ExportedFile[]
  /** From when another may be asked for, after one that is ready. */
  nextFrom: string | null
}

/** The user's latest export that is not expired, or null. @throws UNAUTHORIZED. */
export async function getExport(ctx: Ctx): Promise<ExportView | null> {
  const { userId } = requireUser(ctx)
  return findLatest(ctx, { userId, regionId: null })
}

/** The export of a region: the latest one for who may have it, and otherwise why not. */
export type RegionExportView = { latest: ExportView | null; refusal: string | null }

/** @throws UNAUTHORIZED, NOT_FOUND. */
export async function getRegionExport(ctx: Ctx, input: { region: string }): Promise<RegionExportView> {
  const { userId } = requireUser(ctx)
  const { region, standing } = await requireReadable(ctx, input.region)
  const verdict = mayExportRegion(region, standing)
  return verdict.ok
    ? { latest: await findLatest(ctx, { userId, regionId: region.id }), refusal: null }
    : { latest: null, refusal: verdict.message }
}

async function findLatest(ctx: Ctx, subject: ExportSubject): Promise<ExportView | null> {
  const now = await ctx.clock.now(ctx.db)
  const [row] = await ctx.db
    .select()
    .from(dataExports)
    .where(and(exportsOf(subject), or(isNull(dataExports.expiresAt), gt(dataExports.expiresAt, now))))
    .orderBy(desc(dataExports.requestedAt))
    .limit(1)
  if (!row) return null
  const { id, state, requestedAt, finishedAt, expiresAt, sizeBytes } = row
  return {
    ...{ id, state, sizeBytes, requestedAt: requestedAt.toISOString() },
    finishedAt: finishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    files: row.contents ?? [],
    nextFrom: state === 'ready' ? nextExportFrom(row).toISOString() : null,
  }
}

type PartOfExport = { exportId: string; number: number }
type PartContent = { content: Uint8Array<ArrayBuffer> }

/** A part of the user's export. @throws UNAUTHORIZED; NOT_FOUND, also for another user's export and an expired one. */
export async function getExportPart(ctx: Ctx, input: PartOfExport): Promise<PartContent> {
  const { userId } = requireUser(ctx)
  return readPart(ctx, { userId, regionId: null }, input)
}

/** A part of a region's export. @throws what asking for it throws; NOT_FOUND for another region's and an expired one. */
export async function getRegionExportPart(
  ctx: Ctx,
  input: PartOfExport & { region: string },
): Promise<PartContent> {
  const { userId } = requireUser(ctx)
  const { id: regionId } = await requireExportable(ctx, input.region)
  return readPart(ctx, { userId, regionId }, input)
}

async function readPart(ctx: Ctx, subject: ExportSubject, input: PartOfExport): Promise<PartContent> {
  const now = await ctx.clock.now(ctx.db)
  const [part] = await ctx.db
    .select({ content: dataExportParts.content })
    .from(dataExportParts)
    .innerJoin(dataExports, eq(dataExports.id, dataExportParts.exportId))
    .where(
      and(
        ...[eq(dataExports.id, input.exportId), exportsOf(subject)],
        gt(dataExports.expiresAt, now),
        eq(dataExportParts.number, input.number),
      ),
    )
  if (!part) throw notFound('This export')
  return { content: new Uint8Array(part.content) }
}
