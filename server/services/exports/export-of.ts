import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { exportReadMe } from '#server/domain/privacy/export-read-me.ts'
import { regionReadMe } from '#server/domain/regions/region-read-me.ts'
import { DAY_MS, utcDay } from '#server/domain/utc-day.ts'
import { getArchive } from '../archives/archive-rows.ts'
import { withArchivedGalaxy } from '../archives/with-archived-galaxy.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getRegion, type RegionRow } from '../regions/region-rows.ts'
import { type ExportSubject } from './export-rows.ts'
import { findArchivedGalaxies } from './find-archived-galaxies.ts'
import { findPersonalEntries } from './personal-entries.ts'
import { findRegionEntries, type RegionReader } from './region-entries.ts'
import { type ExportToWrite } from './write-export.ts'

/**
 * Writes what an export holds. Of an archived region that is read from its archive: names are those that the platform has now.
 * @param unreached gets the names of galaxies that do not answer
 */
export async function exportOf<T>(
  ctx: Ctx,
  { userId, regionId }: ExportSubject,
  found: { at: Date; unreached: string[] },
  write: (wanted: ExportToWrite) => Promise<T>,
): Promise<T> {
  if (regionId === null) return write(await exportOfPerson(ctx, userId, found))
  const region = await getRegion(ctx.db, regionId)
  if (!region) throw new Error('a region that is exported exists')
  const writeWith = (galaxy: RegionReader | null) => write(exportOfRegion(ctx, region, found.at, galaxy))
  if (region.galaxyId === null) return writeWith(null)
  // Before it is frozen its galaxy is there as any other.
  return region.status === 'archived' && (await getArchive(ctx.db, region.id))
    ? withArchivedGalaxy(ctx, region, writeWith)
    : writeWith(galaxyClient(ctx, region.galaxyId, { transient: true }))
}

async function exportOfPerson(
  ctx: Ctx,
  userId: string,
  { at, unreached }: { at: Date; unreached: string[] },
): Promise<ExportToWrite> {
  const [owner] = await ctx.db.select({ callsign: users.callsign }).from(users).where(eq(users.id, userId))
  const privacyUrl = `${ctx.config.publicUrl}/privacy`
  const archived = await findArchivedGalaxies(ctx, userId)
  return {
    at,
    entries: findPersonalEntries(ctx, userId, unreached),
    closing: (files) => ({
      'README.txt': exportReadMe({
        ...{ callsign: owner?.callsign ?? '', at, names: files.map(({ name }) => name) },
        ...{ unreached, archived, privacyUrl },
      }),
    }),
  }
}

function exportOfRegion(ctx: Ctx, region: RegionRow, at: Date, galaxy: RegionReader | null): ExportToWrite {
  const until = new Date(utcDay(at) * DAY_MS)
  const { id: regionId, displayName, name } = region
  return {
    at,
    entries: findRegionEntries(ctx, region, { until, galaxy }),
    closing: (files) => ({
      'README.txt': regionReadMe({ displayName, at, until, names: files.map((file) => file.name) }),
      'manifest.json': `${JSON.stringify(
        {
          format: 'sectorwars region export 1',
          region: { id: regionId, name, displayName },
          ...{ madeAt: at.toISOString(), ledgerUntil: until.toISOString(), files },
        },
        null,
        2,
      )}\n`,
    }),
  }
}
