import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { POSITIONS } from '../regions/positions.ts'
import { RECALL_STATUSES } from './recall.ts'

const person = z.object({ userId: z.uuid(), callsign: z.string() })

/** A recall with the reader's own part in it. */
export const recallWire = z.object({
  id: z.uuid(),
  region: z.object({ id: z.uuid(), name: z.string(), displayName: z.string() }),
  position: z.enum(POSITIONS),
  holder: person,
  startedBy: person,
  reason: z.string(),
  status: z.enum(RECALL_STATUSES),
  startedAt: z.iso.datetime(),
  petitionEndsAt: z.iso.datetime(),
  votingClosesAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  signatures: count,
  signaturesNeeded: count,
  hasSigned: z.boolean(),
  canSign: z.boolean(),
  canWithdraw: z.boolean(),
  canVote: z.boolean(),
  rollSize: count.nullable(),
  turnout: count,
  lapseReason: z.string().nullable(),
})

export const recallSignatureWire = z.object({
  recallId: z.uuid(),
  /** This signature was the last one needed: the vote is open. */
  opened: z.boolean(),
})
