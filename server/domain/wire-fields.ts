import { z } from 'zod'

/** How many there are of something, on the wire. */
export const count = z.int().min(0)
