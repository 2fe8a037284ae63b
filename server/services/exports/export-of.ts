import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { exportReadMe } from '#server/domain/privacy/export-read-me.ts'
import { regionReadMe } from '#server/domain/regions/region-read-me.ts'
import { DAY_MS, utcDay } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'
import { getRegion } from '../regions/region-rows.ts'
import { type ExportSubject } from './export-rows.ts'
import { findPersonalEntries } from './personal-entries.ts'
import { findRegionEntries } from './region-entries.ts'
import { type ExportToWrite } from './write-export.ts'

/** What an export writes. @param unreached gets the names of galaxies that do not answer */
export const exportOf = (
  ctx: Ctx,
  { userId, regionId }: ExportSubject,
  found: { at: Date; unreached: string[] },
): Promise<ExportToWrite> =>
  regionId === null ? exportOfPerson(ctx, userId, found) : exportOfRegion(ctx, regionId, found.at)

async function exportOfPerson(
  ctx: Ctx,
  userId: string,
  { at, unreached }: { at: Date; unreached: string[] },
): Promise<ExportToWrite> {
  const [owner] = await ctx.db.select({ callsign: users.callsign }).from(users).where(eq(users.id, userId))
  const privacyUrl = `${ctx.config.publicUrl}/privacy`
  return {
    at,
    entries: findPersonalEntries(ctx, userId, unreached),
    closing: (files) => ({
      'README.txt': exportReadMe({
        ...{ callsign: owner?.callsign ?? '', at, names: files.map(({ name }) => name) },
        ...{ unreached, privacyUrl },
      }),
    }),
  }
}

async function exportOfRegion(ctx: Ctx, regionId: string, at: Date): Promise<ExportToWrite> {
  const region = await getRegion(ctx.db, regionId)
  if (!region) throw new Error('a region that is exported exists')
  const until = new Date(utcDay(at) * DAY_MS)
  const { displayName, name } = region
  return {
    at,
    entries: findRegionEntries(ctx, region, until),
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
