import { allow, refuse, type Verdict } from '../refusal.ts'
import { DAY_MS } from '../utc-day.ts'

/** `queued` until it is made, or given up. */
export const EXPORT_STATES = ['queued', 'ready', 'failed'] as const
export type ExportState = (typeof EXPORT_STATES)[number]

/** One export a day of a person or a region: each reads whole logs. */
const EXPORT_REST_MS = DAY_MS

/** A file of an export, as the manifest of a region's export lists it. `rows` is 0 for what is no table. */
export type ExportedFile = { name: string; bytes: number; rows: number; sha256: string }

/** With the delay below, a galaxy that is being moved or repaired is waited for five hours. */
export const EXPORT_ATTEMPTS_MAX = 6
const FIRST_DELAY_MS = 600_000

/** Time that one attempt may take between two parts; after it another process may try. */
export const EXPORT_PART_MS = 300_000

/** Time that it may take until the first part of a region in the archive, which is loaded before it is read. */
export const EXPORT_LOAD_MS = 3_600_000

/** Delay after the n-th failed attempt: ten minutes, doubled each time. */
export const delayAfterExport = (attempts: number): number => FIRST_DELAY_MS * 2 ** (attempts - 1)

/** An export is stored and sent in parts of this size, so that nobody's log fills the memory of a process. */
export const EXPORT_PART_BYTES = 262_144
/** About a hundred million lines of a log. */
export const EXPORT_BYTES_MAX = 1_073_741_824
export const EXPORT_PARTS_MAX = EXPORT_BYTES_MAX / EXPORT_PART_BYTES

/** Whether somebody may ask for an export now. @param latest the last one that was asked for, if it is still known */
export function mayExport(
  latest: { state: ExportState; requestedAt: Date } | null,
  now: Date,
): Verdict<undefined, 'export-under-way' | 'export-too-soon'> {
  if (latest?.state === 'queued')
    return refuse('export-under-way', 'The export is being made. Who asked for it is told when it is ready.')
  if (latest?.state === 'ready' && nextExportFrom(latest) > now)
    return refuse('export-too-soon', 'There is one export a day. Download the one that there is.')
  return allow(undefined)
}

/** From when another export may be asked for, after one that is ready. */
export const nextExportFrom = ({ requestedAt }: { requestedAt: Date }): Date =>
  new Date(requestedAt.getTime() + EXPORT_REST_MS)
