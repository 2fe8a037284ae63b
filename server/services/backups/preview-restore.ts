import { restoreLabel } from '#server/domain/backups/restore-steps.ts'
import { isGameError } from '#server/errors.ts'
import { isAway } from '../../away.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { findOperations } from '../operations/operation-rows.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { requireAdmin } from '../require-actor.ts'
import { NEXUS_REF } from '../space/place.ts'
import { countsSince, crossingsSince } from './facts-since.ts'
import { requireRestorable, whyNotRestorable } from './restorable.ts'

export type RestorePreview = {
  backupId: string
  /** To be typed by who confirms. */
  name: string
  displayName: string
  takenAt: string
  bytes: number
  rows: number
  /** What would be undone; null while the galaxy cannot be asked. */
  lost: { trades: number; postings: number; treasuryNow: number } | null
  /** What the platform knows and brings in again. */
  kept: { crossings: number; newcomers: number; orders: number }
  /** Why it cannot be restored now. */
  against: string | null
  /** The latest restore of this galaxy, with its steps as pages show them. */
  latest: (OperationView & { stepLabel: string; result: Record<string, unknown> | null }) | null
}

/** What restoring a galaxy to a backup would mean now. Administrators only. @throws NOT_FOUND, CONFLICT `not-ready`. */
export async function previewRestore(ctx: Ctx, { backupId }: { backupId: string }): Promise<RestorePreview> {
  requireAdmin(ctx)
  const restorable = await requireRestorable(ctx.db, backupId)
  const { backup, galaxy, region } = restorable
  const since = backup.takenAt
  const [latest] = await findOperations(ctx.db, 'restore-galaxy', galaxy.id, 1)
  const crossings = await crossingsSince(ctx, galaxy.id, since)
  const counts = region ? await countsSince(ctx, region.id, since) : { newcomers: 0, orders: 0 }
  return {
    backupId,
    name: region?.name ?? NEXUS_REF,
    displayName: region?.displayName ?? 'Central Nexus',
    takenAt: since.toISOString(),
    bytes: backup.bytes ?? 0,
    rows: backup.rows ?? 0,
    lost: await lostSince(ctx, galaxy.id, since),
    kept: { crossings: crossings.length, ...counts },
    against: (await whyNotRestorable(ctx.db, restorable))?.message ?? null,
    latest: latest
      ? { ...toOperationView(latest), stepLabel: restoreLabel(latest.step), result: latest.result }
      : null,
  }
}

async function lostSince(ctx: Ctx, galaxyId: string, since: Date): Promise<RestorePreview['lost']> {
  try {
    const { trades, postings, treasury } = await galaxyClient(ctx, galaxyId).countSince({
      since: since.toISOString(),
    })
    return { trades, postings, treasuryNow: treasury }
  } catch (error) {
    // A restore that begins in this moment ends the sessions of the galaxy.
    if (isAway(error) || (isGameError(error) && error.code === 'UNAVAILABLE')) return null
    throw error
  }
}
