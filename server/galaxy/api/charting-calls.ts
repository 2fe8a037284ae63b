import { z } from 'zod'
import { count } from '#server/domain/wire-fields.ts'
import { call } from './call.ts'
import { pilot } from './pilot-terms.ts'

/** Sectors that were new to the pilot, and the credits that they were paid for them. */
export const charted = z.object({ sectors: count, credits: count })

export const CHARTING_CALLS = {
  /** The sectors on the pilot's chart, ascending. @throws CONFLICT `not-present`. */
  getCharted: call(z.object(pilot), z.object({ sectorIds: z.array(z.int()) })),
} as const
