import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness, isReadable, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Shore, type ShoreState } from '#server/domain/travel/landing.ts'

/** Whether ships can land in a galaxy now. Until the transaction ends its region is archived by nobody. */
export async function shoreOf(
  db: Queryable,
  { galaxyId, sectorId }: Pick<Shore, 'galaxyId' | 'sectorId'>,
): Promise<Shore> {
  const [galaxy] = await db
    .select({ kind: galaxies.kind, status: galaxies.status })
    .from(galaxies)
    .where(eq(galaxies.id, galaxyId))
  const [region] = await db
    .select({ status: regions.status })
    .from(regions)
    .where(eq(regions.galaxyId, galaxyId))
    .for('share')
  const isThere = galaxy !== undefined && hasDatabase(galaxy)
  const state = !isThere ? 'gone' : galaxy.kind === 'nexus' ? 'open' : regionShore(region?.status ?? null)
  return { galaxyId, sectorId, state }
}

/** Whether no ship can land in a galaxy any more: it is archived or erased. None is archived while a ship is bound to land there. */
export async function isGone(db: Queryable, galaxyId: string): Promise<boolean> {
  const [galaxy] = await db
    .select({ status: galaxies.status })
    .from(galaxies)
    .where(eq(galaxies.id, galaxyId))
  return !galaxy || !hasDatabase(galaxy)
}

/** One that is being restored takes ships again soon: they wait. */
const hasDatabase = ({ status }: { status: string }) => status === 'ready' || status === 'restoring'

function regionShore(status: RegionStatus | null): ShoreState {
  if (status === null || !isReadable(status)) return 'gone'
  return isOpenForBusiness(status) ? 'open' : 'closed'
}
