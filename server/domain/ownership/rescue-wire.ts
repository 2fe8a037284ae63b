import { z } from 'zod'
import { pageOf } from '../paging.ts'
import { count } from '../wire-fields.ts'
import { RESCUE_STATUSES } from './rescue.ts'

const person = z.object({ userId: z.uuid(), callsign: z.string() })
const time = z.iso.datetime()

/** A pilot who was named to take a region over, with the reader's own part in it. */
export const rescueWire = z.object({
  id: z.uuid(),
  region: z.object({ id: z.uuid(), name: z.string(), displayName: z.string() }),
  rescuer: person,
  namedBy: person,
  status: z.enum(RESCUE_STATUSES),
  namedAt: time,
  acceptedAt: time.nullable(),
  votingClosesAt: time.nullable(),
  /** Until when the winner has to pay. */
  payUntil: time.nullable(),
  endedAt: time.nullable(),
  /** Why it ended without a result; null for others. */
  endReason: z.string().nullable(),
  rollSize: count.nullable(),
  turnout: count,
  canAccept: z.boolean(),
  canDecline: z.boolean(),
  /** The reader named them and may withdraw that. */
  canWithdraw: z.boolean(),
  canVote: z.boolean(),
  canPay: z.boolean(),
})

export const rescuesWire = z.object({
  /** When the vote on those who accepted opens at the earliest; null while the region needs no rescuer. */
  votesOpenAt: time.nullable(),
  canName: z.boolean(),
  /** Why the reader cannot name anybody now, if so. */
  whyNot: z.string().nullable(),
  rescues: pageOf(rescueWire),
})

export const rescueNamedWire = z.object({
  rescueId: z.uuid(),
  /** Who names themselves has accepted. */
  accepted: z.boolean(),
})

export const rescueAcceptedWire = z.object({
  rescueId: z.uuid(),
  /** It was time for the vote, which is open now. */
  opened: z.boolean(),
})
