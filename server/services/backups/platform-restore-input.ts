import { z } from 'zod'

/** What the operation of a restore of the platform carries: the archive, and the moment that it shows. */
export const platformRestoreInput = z.object({ archive: z.string(), takenAt: z.iso.datetime() })
