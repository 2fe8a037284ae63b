import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import { dataExportParts, dataExports } from '#db/schema/platform/privacy.ts'
import { nextExportFrom, type ExportState } from '#server/domain/privacy/export-rules.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type ExportView = {
  id: string
  state: ExportState
  requestedAt: string
  finishedAt: string | null
  expiresAt: string | null
  sizeBytes: number | null
  /** From when another may be asked for, after one that is ready. */
  nextFrom: string | null
}

/** The user's latest export that is not expired, or null. @throws UNAUTHORIZED. */
export async function getExport(ctx: Ctx): Promise<ExportView | null> {
  const { userId } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const [row] = await ctx.db
    .select()
    .from(dataExports)
    .where(
      and(eq(dataExports.userId, userId), or(isNull(dataExports.expiresAt), gt(dataExports.expiresAt, now))),
    )
    .orderBy(desc(dataExports.requestedAt))
    .limit(1)
  if (!row) return null
  const { id, state, requestedAt, finishedAt, expiresAt, sizeBytes } = row
  return {
    ...{ id, state, sizeBytes, requestedAt: requestedAt.toISOString() },
    finishedAt: finishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    nextFrom: state === 'ready' ? nextExportFrom(row).toISOString() : null,
  }
}

/** A part of the user's export. @throws UNAUTHORIZED; NOT_FOUND, also for another user's export and an expired one. */
export async function getExportPart(
  ctx: Ctx,
  input: { exportId: string; number: number },
): Promise<{ content: Uint8Array<ArrayBuffer> }> {
  const { userId } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const [part] = await ctx.db
    .select({ content: dataExportParts.content })
    .from(dataExportParts)
    .innerJoin(dataExports, eq(dataExports.id, dataExportParts.exportId))
    .where(
      and(
        eq(dataExports.id, input.exportId),
        eq(dataExports.userId, userId),
        gt(dataExports.expiresAt, now),
        eq(dataExportParts.number, input.number),
      ),
    )
  if (!part) throw notFound('This export')
  return { content: new Uint8Array(part.content) }
}
