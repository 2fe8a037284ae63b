import { z } from 'zod'
import { CALLSIGN_MAX_LENGTH } from '#server/domain/identity/callsign.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { userId } from './pilot-terms.ts'

/** What a galaxy keeps about a pilot, by the name that it has in an export. */
export const PILOT_RECORDS = [
  'pilot',
  'ship',
  'cargo',
  'purse',
  'purse-ledger',
  'cargo-ledger',
  'carried-totals',
  'trades',
  'trade-totals',
  'shipyard-orders',
  'contracts',
  'jobs-posted',
  'contracts-by-day',
  'dockings-by-day',
  'days',
  'charted-sectors',
  'remembered-ports',
  'fights',
  'ambushes',
  'meetings',
  'events',
  'ports',
  'planets',
] as const
export type PilotRecord = (typeof PILOT_RECORDS)[number]

/** What a galaxy keeps about the region itself, by the name that it has in an export; nothing of persons. */
export const REGION_RECORDS = [
  'sectors',
  'warps',
  'ports',
  'markets',
  'planets',
  'treasury',
  'ledger-days',
  'economy-days',
  'patrol-days',
] as const
export type RegionRecord = (typeof REGION_RECORDS)[number]

const exportPage = {
  /** `next` of the page before. */
  after: z.array(z.string()).max(4).nullable(),
  limit: z.int().min(1).max(5_000),
}
const exportedRows = z.object({
  rows: z.array(z.record(z.string(), z.unknown())),
  next: z.array(z.string()).nullable(),
})

/** Former pilots that one call names at most. */
export const FORGOTTEN_MAX = 200

export const PRIVACY_CALLS = {
  /** What the galaxy keeps about a person, one record after another, for their export; nothing if they were never here. */
  exportPilot: call(
    z.object({
      userId,
      record: z.enum(PILOT_RECORDS),
      ...exportPage,
    }),
    exportedRows,
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** What the galaxy keeps about the region, one record after another; its book and its days end before `until`. */
  exportRegion: call(
    z.object({ record: z.enum(REGION_RECORDS), until: z.iso.datetime(), ...exportPage }),
    exportedRows.extend({ columns: z.array(z.string()) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Gives former pilots another name and deletes their notes. */
  forgetPilots: call(
    z.object({
      pilots: z
        .array(z.object({ userId, callsign: z.string().min(1).max(CALLSIGN_MAX_LENGTH) }))
        .min(1)
        .max(FORGOTTEN_MAX),
    }),
    z.object({ known: count }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
} as const
