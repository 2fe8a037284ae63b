import { z } from 'zod'
import { CONTRACT_KINDS, CONTRACT_STATES } from '#server/domain/contracts/contract-kinds.ts'
import { contractInput, courierInput } from '#server/domain/contracts/inputs.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { pageOf, pagingFields } from '#server/domain/paging.ts'
import { RANKS } from '#server/domain/ships/ranks.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { pilot } from './pilot-terms.ts'

const portOfContract = z.object({
  id: z.int(),
  name: z.string(),
  sectorId: z.int(),
  sectorName: z.string(),
})

const portRef = portOfContract.extend({
  /** Turns of way from where the pilot is; 0 here, null where no way leads. */
  turns: count.nullable(),
})

/** A contract as the sector shows it. */
export const sectorContract = z.object({
  id: z.uuid(),
  kind: z.enum(CONTRACT_KINDS),
  state: z.enum(CONTRACT_STATES),
  /** Where the goods go. */
  port: portOfContract,
  commodity: z.enum(COMMODITIES).nullable(),
  units: count,
  delivered: count,
  /** Credits beyond the market's price for all that is still to be delivered. */
  premium: count,
  /** Credits for each unit; null where only the whole is paid. */
  premiumPerUnit: count.nullable(),
  dueAt: z.iso.datetime(),
})
export type SectorContract = z.infer<typeof sectorContract>

export const contract = sectorContract.extend({
  port: portRef,
  /** The rank that may take it. */
  rank: z.enum(RANKS),
})
export type Contract = z.infer<typeof contract>

/** Sealed goods at a trade hub of the pilot's sector. */
const courierOffer = z.object({
  hub: z.object({ id: z.int(), name: z.string() }),
  to: portRef,
  holds: count,
  /** Credits: set aside until the arrival, and paid then. */
  deposit: count,
  pay: count,
  /** From when they are taken. */
  hours: count,
})

/** What the pilot took: of how many a day and at a time. */
const counts = z.object({
  /** In all galaxies. */
  open: count,
  /** Of them those that wait in other galaxies. */
  elsewhere: count,
  mostOpen: count,
  takenToday: count,
  mostToday: count,
  couriersToday: count,
  mostCouriersToday: count,
})

export const contractBoard = z.object({
  sectorId: z.int(),
  rank: z.enum(RANKS),
  mine: z.array(contract),
  /** Sealed goods that wait here for a courier. */
  couriers: z.array(courierOffer),
  /** What anybody may take or fill, those at ports here first. */
  open: pageOf(contract),
  counts,
})

export const CONTRACT_CALLS = {
  /** What is asked for in the galaxy, the nearest first, and what the pilot has taken. @throws CONFLICT `not-present`. */
  listContracts: call(z.object({ ...pilot, ...pagingFields, version: z.int() }), contractBoard, {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** Takes a shortage contract; again it changes nothing. @throws CONFLICT with the reason, NOT_FOUND. */
  takeContract: call(z.object({ ...pilot, ...contractInput.shape }), contractInput),
  /** Gives a contract back: another pilot may take it. @throws CONFLICT with the reason, NOT_FOUND. */
  giveUpContract: call(z.object({ ...pilot, ...contractInput.shape }), contractInput),
  /** Takes sealed goods aboard at a trade hub, once per `courierId`. @throws CONFLICT with the reason. */
  takeCourier: call(z.object({ ...pilot, ...courierInput.shape, version: z.int() }), contractInput, {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** Hands sealed goods over at their port; again it changes nothing. @throws CONFLICT with the reason, NOT_FOUND. */
  deliverCourier: call(z.object({ ...pilot, ...contractInput.shape }), contractInput.extend({ paid: count })),
} as const
