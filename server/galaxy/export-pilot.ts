import { readTablePage } from '#db/table-pages.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { pilotRecord } from './pilot-records.ts'

/** A page of what the galaxy keeps about a person. */
export const exportPilot = (
  { db }: GalaxyCtx,
  { userId, record, ...page }: CallInput<'exportPilot'>,
): Promise<CallOutput<'exportPilot'>> => readTablePage(db, pilotRecord(record, userId), page)
