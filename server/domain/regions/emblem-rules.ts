import { z } from 'zod'

/** Sizes of a picture that somebody uploads; written anew from its pixels it may need more bytes than it had. */
export const PICTURE_BOUNDS = {
  ...{ minPixels: 32, maxPixels: 512 },
  ...{ maxBytes: 128 * 1024, maxWrittenBytes: 256 * 1024 },
} as const
export const PICTURE_TOO_LARGE = `The picture may have ${PICTURE_BOUNDS.maxBytes / 1024} KB at most.`

/** A PNG in base64: a third longer than the picture. */
const PICTURE_TEXT_MAX = 175_000

export const setEmblemInput = z.object({
  region: z.string().min(1).max(100),
  picture: z
    .string()
    .max(PICTURE_TEXT_MAX, PICTURE_TOO_LARGE)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'Choose a PNG picture.'),
})

export const removeEmblemInput = z.object({
  region: z.string().min(1).max(100),
  /** For administrators: told to the owner. */
  reason: z.string().trim().max(300).optional(),
})
