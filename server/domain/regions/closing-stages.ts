import { z } from 'zod'
import { REGION_STATUSES, type RegionStatus } from './region-status.ts'

/** What becomes of a region that nobody pays for, in order (DESIGN.md §3 Subscriptions). */
export const CLOSING_STAGES = [
  'grace',
  'suspended',
  'evacuating',
  'archived',
] as const satisfies readonly RegionStatus[]
export type ClosingStage = (typeof CLOSING_STAGES)[number]

export const isClosingStage = (status: RegionStatus): status is ClosingStage =>
  CLOSING_STAGES.some((stage) => stage === status)

/** When each stage ends. */
type Ends = { graceUntil: Date; readOnlyUntil: Date; evacuationUntil: Date; archiveUntil: Date }

const END_OF: Record<ClosingStage, keyof Ends> = {
  grace: 'graceUntil',
  suspended: 'readOnlyUntil',
  evacuating: 'evacuationUntil',
  archived: 'archiveUntil',
}

export const endOfStage = (stage: ClosingStage, ends: Ends): Date => ends[END_OF[stage]]

/** The stage that a region is in and those that follow, each with its end; none while it is paid for. */
export const stagesFrom = (status: RegionStatus, ends: Ends): { stage: ClosingStage; until: Date }[] =>
  isClosingStage(status)
    ? CLOSING_STAGES.slice(CLOSING_STAGES.indexOf(status)).map((stage) => ({
        stage,
        until: endOfStage(stage, ends),
      }))
    : []

export const READERS_OF_TIMETABLES = ['owner', 'citizen', 'visitor'] as const

/** The timetable of a region, for all who may see that there is one. */
export const timetableOutput = z.object({
  region: z.object({
    id: z.uuid(),
    name: z.string(),
    displayName: z.string(),
    status: z.enum(REGION_STATUSES),
  }),
  reader: z.enum(READERS_OF_TIMETABLES),
  /** Since when it is not paid for; null while it is. */
  lapsedAt: z.iso.datetime().nullable(),
  /** The stage it is in and those that follow. */
  stages: z.array(z.object({ stage: z.enum(CLOSING_STAGES), until: z.iso.datetime() })),
  /** Until when at the latest it stands still; null while it goes on. */
  haltedUntil: z.iso.datetime().nullable(),
  /** The evacuation that ends now. */
  evacuation: z.object({ step: z.string(), stepLabel: z.string(), progress: z.int() }).nullable(),
  /** The return from the archive, which a payment began; null while there is none. */
  returning: z.object({ step: z.string(), stepLabel: z.string(), progress: z.int() }).nullable(),
})
export type TimetableView = z.infer<typeof timetableOutput>
