import { and, asc, eq, sql } from 'drizzle-orm'
import { votes } from '#db/schema/platform/voting.ts'
import { columnNames, readTablePage } from '#db/table-pages.ts'
import { type Queryable } from '#db/client.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'
import { REGION_RECORDS, type RegionRecord } from '#server/galaxy/api/privacy-calls.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { readTreatyRecord } from '../diplomacy/get-treaty-record.ts'
import { readElectionRecord } from '../elections/get-election-record.ts'
import { readRecallRecord } from '../elections/get-recall-record.ts'
import { readRescueRecord } from '../ownership/get-rescue-record.ts'
import { readPolicyRecord } from '../policies/get-policy-record.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { subjectOfVote } from '../voting/vote-subjects.ts'
import { csvRows, jsonObject, type ExportEntry } from './export-entry.ts'
import { EXPORT_PAGE, pagesFrom } from './pages-of.ts'
import { PLATFORM_TABLES } from './region-records.ts'

/** What a region's galaxy is asked for. */
export type RegionReader = Pick<GalaxyApi, 'exportRegion'>

/** Where the galaxy's tables are in the zip. */
const FILE_OF: Record<RegionRecord, string> = {
  sectors: 'map/sectors',
  warps: 'map/warps',
  ports: 'map/ports',
  markets: 'map/markets',
  planets: 'map/planets',
  treasury: 'ledger/treasury',
  'ledger-days': 'ledger/days',
  'economy-days': 'economy/days',
  'patrol-days': 'economy/patrols',
}

/**
 * A region, file by file: settings, government, the records of its votes, map and ledger. Each file must be read before the next is asked
 * for. @param until when the last day was over: the ledger ends there @param galaxy null where none was ever built @throws UNAVAILABLE when the galaxy does not answer.
 */
export async function* findRegionEntries(
  ctx: Ctx,
  region: RegionRow,
  { until, galaxy }: { until: Date; galaxy: RegionReader | null },
): AsyncGenerator<ExportEntry> {
  yield jsonObject('settings.json', () => Promise.resolve(headOf(region)))
  for (const { file, rowsOf } of PLATFORM_TABLES) {
    const rows = rowsOf(region.id)
    const read = (after: string[] | null) => readTablePage(ctx.db, rows, { after, limit: EXPORT_PAGE })
    yield csvRows(`${file}.csv`, columnNames(rows), pagesFrom(await read(null), read))
  }
  for (const { kind, subjectId } of await findCounted(ctx.db, region.id)) {
    const readRecord = RECORD_OF[kind]
    yield jsonObject(`votes/${kind}-${subjectId}.json`, () => readRecord(ctx.db, subjectId, region.id))
  }
  if (galaxy === null) return
  for (const record of REGION_RECORDS) {
    const read = (after: string[] | null) =>
      galaxy.exportRegion({ record, until: until.toISOString(), after, limit: EXPORT_PAGE })
    const first = await read(null)
    yield csvRows(`${FILE_OF[record]}.csv`, first.columns, pagesFrom(first, read))
  }
}

const headOf = (region: RegionRow) => {
  const { id, name, displayName, ownerId, status, totalSectors, createdAt, activatedAt } = region
  return {
    ...{ id, name, displayName, ownerId, status, totalSectors, createdAt, activatedAt },
    settings: settingsOf(region),
  }
}

const RECORD_OF: Record<VoteKind, (db: Queryable, subjectId: string, regionId: string) => Promise<object>> = {
  policy: readPolicyRecord,
  election: readElectionRecord,
  recall: readRecallRecord,
  rescue: readRescueRecord,
  treaty: (db, treatyId, regionId) => readTreatyRecord(db, { treatyId, regionId }),
  council: () => Promise.reject(new Error('a vote of the Galactic Council is of no region')),
}

function findCounted(db: Queryable, regionId: string) {
  const subject = subjectOfVote(db)
  return db
    .select({ kind: votes.kind, subjectId: subject.subjectId })
    .from(votes)
    .innerJoinLateral(subject, sql`true`)
    .where(and(eq(votes.regionId, regionId), eq(votes.state, 'counted')))
    .orderBy(asc(votes.decidedAt), asc(votes.id))
}
