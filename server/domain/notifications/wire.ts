import { z } from 'zod'

export const notificationWire = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  /** Page of the game that it is about. */
  href: z.string().nullable(),
  regionName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
