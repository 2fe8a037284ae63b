import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { NOTE_MAX_LENGTH } from './bookmark.ts'
import { NEXUS_SECTORS } from './districts.ts'

const SECTOR = 'A sector is named by its number.'

/** A sector to mark with a note, which may be empty; no longer with a note of null. */
export const bookmarkInput = z.object({
  sectorId: z.int(SECTOR).min(1, SECTOR).max(NEXUS_SECTORS, SECTOR),
  note: plainText({ label: 'The note', max: NOTE_MAX_LENGTH }).nullable(),
})
export type BookmarkWish = z.output<typeof bookmarkInput>

export const bookmark = z.object({ sectorId: z.int(), sectorName: z.string(), note: z.string() })
export type Bookmark = z.infer<typeof bookmark>
