import { z } from 'zod'

/** An account as its owner sees it. */
export const accountWire = z.object({
  id: z.uuid(),
  email: z.string(),
  callsign: z.string(),
  role: z.enum(['player', 'admin']),
  createdAt: z.iso.datetime(),
})

export const tokenPairWire = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int().min(1).meta({ description: 'Seconds until the access token expires.' }),
})
