import { and, eq, gt, isNotNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { nexusState } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type GalaxyAddress } from '#server/galaxies/galaxies.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type BackupRow } from './backup-row.ts'
import { getBackup } from './queries.ts'

/** What a restore is about: a backup of a galaxy, and the region of it; null for the Nexus. */
export type Restorable = {
  backup: BackupRow & { takenAt: Date }
  galaxy: GalaxyAddress & { status: typeof galaxies.$inferSelect.status }
  region: RegionRow | null
}

/** The backup of a galaxy that still exists. @throws NOT_FOUND, CONFLICT `not-ready` for one that did not succeed. */
export async function requireRestorable(db: Queryable, backupId: string): Promise<Restorable> {
  const backup = await getBackup(db, backupId)
  if (!backup?.galaxyId) throw notFound('This backup of a galaxy')
  const { takenAt } = backup
  if (takenAt === null)
    throw new GameError('CONFLICT', 'This backup is not complete. Choose another one.', {
      reason: 'not-ready',
    })
  const [row] = await db
    .select({ galaxy: galaxies, region: regions })
    .from(galaxies)
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(eq(galaxies.id, backup.galaxyId))
  if (!row || row.galaxy.status === 'creating' || row.galaxy.status === 'dropped')
    throw notFound('The galaxy of this backup')
  return { backup: { ...backup, takenAt }, galaxy: row.galaxy, region: row.region }
}

/** Why a galaxy cannot be restored to this backup now; null if it can. */
export async function whyNotRestorable(
  db: Queryable,
  { backup, galaxy, region }: Restorable,
): Promise<{ reason: string; message: string } | null> {
  if (galaxy.status === 'archived')
    return {
      reason: 'archived',
      message: 'This region is archived: it comes back from its archive when somebody pays for it.',
    }
  const { galaxyId, userId } = setAsideMessages
  if ((await db.$count(setAsideMessages, and(eq(galaxyId, galaxy.id), isNotNull(userId)))) > 0)
    return {
      reason: 'messages-set-aside',
      message:
        'Messages of this galaxy about pilots could not be applied. Settle them first under Messages: otherwise a pilot could exist twice.',
    }
  if (region) {
    const { regionId, sharedAt } = treasuryShares
    if ((await db.$count(treasuryShares, and(eq(regionId, region.id), gt(sharedAt, backup.takenAt)))) === 0)
      return null
    return {
      reason: 'shared-since',
      message:
        'The treasury of this region was shared after this backup, so it would exist twice. Choose a newer one.',
    }
  }
  const [nexus] = await db.select().from(nexusState).where(eq(nexusState.galaxyId, galaxy.id))
  if (nexus && nexus.generatedAt <= backup.takenAt) return null
  return {
    reason: 'generated-since',
    message: 'The Central Nexus was generated anew since this backup. Choose a newer one.',
  }
}

/** @throws CONFLICT with the reason. */
export async function requireNothingAgainst(db: Queryable, restorable: Restorable): Promise<void> {
  const against = await whyNotRestorable(db, restorable)
  if (against) throw new GameError('CONFLICT', against.message, { reason: against.reason })
}
