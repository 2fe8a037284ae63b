import { z } from 'zod'

/** An emblem whose region's tier has none any more is kept for so many days. */
export const HIDDEN_EMBLEM_DAYS = 90

/** A PNG in base64: a third longer than the picture. */
const PICTURE_TEXT_MAX = 175_000

export const setEmblemInput = z.object({
  region: z.string().min(1).max(100),
  picture: z
    .string()
    .max(PICTURE_TEXT_MAX, 'The picture may have 128 KB at most.')
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'Choose a PNG picture.'),
})

export const removeEmblemInput = z.object({
  region: z.string().min(1).max(100),
  /** For administrators: told to the owner. */
  reason: z.string().trim().max(300).optional(),
})
