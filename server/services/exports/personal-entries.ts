import { asc, eq } from 'drizzle-orm'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { readTablePage } from '#db/table-pages.ts'
import { PILOT_RECORDS } from '#server/galaxy/api/privacy-calls.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { ACCOUNT_RECORDS, recordOf } from '../privacy/account-records.ts'
import { jsonRows, type ExportEntry } from './export-entry.ts'
import { EXPORT_PAGE, pagesFrom, type ReadPage } from './pages-of.ts'

/**
 * Everything about a person, file by file, from the platform and from every galaxy where they are or were. Each file must be read
 * before the next is asked for. Files without rows are left out. @param unreached gets the names of galaxies that do not answer
 */
export async function* findPersonalEntries(
  ctx: Ctx,
  userId: string,
  unreached: string[],
): AsyncGenerator<ExportEntry> {
  for (const record of ACCOUNT_RECORDS) {
    const rows = recordOf(record, userId)
    const entry = await entryOf(`${record.file}.json`, (after) =>
      readTablePage(ctx.db, rows, { after, limit: EXPORT_PAGE }),
    )
    if (entry) yield entry
  }
  const ready = await ctx.db
    .select({ id: galaxies.id, region: regions.name })
    .from(galaxies)
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(eq(galaxies.status, 'ready'))
    .orderBy(asc(galaxies.createdAt))
  for (const { id, region } of ready) {
    const name = region ?? 'the-central-nexus'
    try {
      yield* findGalaxyEntries(ctx, userId, { id, name })
    } catch (error) {
      if (!isGameError(error) || error.code !== 'UNAVAILABLE') throw error
      unreached.push(name)
    }
  }
}

async function* findGalaxyEntries(
  ctx: Ctx,
  userId: string,
  { id, name }: { id: string; name: string },
): AsyncGenerator<ExportEntry> {
  const galaxy = galaxyClient(ctx, id, { transient: true })
  for (const record of PILOT_RECORDS) {
    const entry = await entryOf(`galaxies/${name}/${record}.json`, (after) =>
      galaxy.exportPilot({ userId, record, after, limit: EXPORT_PAGE }),
    )
    if (entry) yield entry
    // The galaxy keeps nothing else about people who were never there.
    else if (record === 'pilot') return
  }
}

async function entryOf(name: string, read: ReadPage): Promise<ExportEntry | null> {
  const first = await read(null)
  return first.rows.length === 0 ? null : jsonRows(name, pagesFrom(first, read))
}
