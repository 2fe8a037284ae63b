import { z } from 'zod'

/** A message from a galaxy to the platform, written in the transaction that it reports. The platform applies each once. */
export const galaxyMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gift'), transferId: z.uuid(), userId: z.uuid(), amount: z.int() }),
  z.object({ kind: z.literal('patrols'), day: z.iso.date(), paid: z.int() }),
  z.object({ kind: z.literal('settings'), version: z.int() }),
  /** Something happened in these sectors that others see. */
  z.object({ kind: z.literal('sectors'), sectorIds: z.array(z.int()) }),
])
export type GalaxyMessage = z.infer<typeof galaxyMessage>

export const sentMessage = z.object({ id: z.uuid(), at: z.iso.datetime(), message: galaxyMessage })
export type SentMessage = z.infer<typeof sentMessage>
