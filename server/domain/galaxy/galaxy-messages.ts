import { z } from 'zod'
import { news } from '../economy/galaxy-news.ts'
import { count } from '../wire-fields.ts'

/** A ship left the galaxy with all that is its pilot's: from now on the platform keeps it. */
const departed = z.object({
  kind: z.literal('departed'),
  crossingId: z.uuid(),
  userId: z.uuid(),
  /** With which the pilot left; they land with the next one. */
  fencingVersion: z.int(),
  passage: z.string(),
  fromSector: z.int(),
  to: z.object({ galaxyId: z.uuid(), sectorId: z.int().nullable() }),
  minutes: count,
  fare: count,
  toll: count,
  /** domain/travel/travelling-pilot, which the receiver parses. */
  pilot: z.record(z.string(), z.unknown()),
  /** Prices that the pilot remembers (domain/trade/copied-prices-wire), which the receiver parses too. Older messages lack them. */
  prices: z.array(z.record(z.string(), z.unknown())).default([]),
})

/** A pilot attacked another. Both are named as the galaxy knows them. */
const fight = z.object({
  kind: z.literal('fight'),
  fightId: z.uuid(),
  sectorId: z.int(),
  attackerId: z.uuid(),
  attackerName: z.string(),
  defenderId: z.uuid(),
  defenderName: z.string(),
  won: z.boolean(),
  lostUnits: count,
  /** Null for a failed attack. */
  towedTo: z.int().nullable(),
})
export type FightMessage = z.infer<typeof fight>

/** What happens in the galaxy on a UTC day, told when the day is opened. */
const newsOfDay = news.extend({ kind: z.literal('news'), day: z.iso.date() })
export type NewsMessage = z.infer<typeof newsOfDay>

/** The treasury of a region that is given up left its galaxy, in these shares. */
const treasuryShared = z.object({
  kind: z.literal('treasury-shared'),
  evacuationId: z.uuid(),
  shares: z.array(z.object({ userId: z.uuid(), credits: z.int().min(1) })),
})
export type TreasurySharedMessage = z.infer<typeof treasuryShared>

/** A share came into the purse of its citizen. */
const shareReceived = z.object({
  kind: z.literal('share-received'),
  shareId: z.uuid(),
  userId: z.uuid(),
  fencingVersion: z.int(),
})
export type ShareReceivedMessage = z.infer<typeof shareReceived>

/** A message from a galaxy to the platform, written in the transaction that it reports. The platform applies each once. */
export const galaxyMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gift'), transferId: z.uuid(), userId: z.uuid(), amount: z.int() }),
  z.object({ kind: z.literal('patrols'), day: z.iso.date(), paid: z.int() }),
  /** The government of a region has ordered something from its treasury. */
  z.object({
    kind: z.literal('treasury-order'),
    orderId: z.uuid(),
    userId: z.uuid(),
    cost: z.int(),
    order: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.object({ kind: z.literal('settings'), version: z.int() }),
  /** Something happened in these sectors that others see. */
  z.object({ kind: z.literal('sectors'), sectorIds: z.array(z.int()) }),
  departed,
  fight,
  newsOfDay,
  treasuryShared,
  shareReceived,
])
export type GalaxyMessage = z.infer<typeof galaxyMessage>

/**
 * What a galaxy keeps after the platform has applied it, for as long as the platform's backups: a platform that was restored hears it again.
 * The others say what is there anyway, or ring a bell.
 */
export const KEPT_MESSAGE_KINDS = [
  'departed',
  'gift',
  'patrols',
  'treasury-order',
  'news',
  'treasury-shared',
  'share-received',
] as const satisfies readonly GalaxyMessage['kind'][]

/** The pilot whose messages of a galaxy are applied in order; null for what the order does not matter for. */
export const pilotOfMessage = (message: GalaxyMessage): string | null =>
  'userId' in message ? message.userId : null

export const sentMessage = z.object({ id: z.uuid(), at: z.iso.datetime(), message: galaxyMessage })
export type SentMessage = z.infer<typeof sentMessage>
