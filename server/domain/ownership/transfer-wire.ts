import { z } from 'zod'
import { TRANSFER_STATUSES } from './transfer.ts'

const person = z.object({ userId: z.uuid(), callsign: z.string() })
const time = z.iso.datetime()

/** A region that its owner hands on to a citizen. */
export const transferWire = z.object({
  id: z.uuid(),
  region: z.object({ id: z.uuid(), name: z.string(), displayName: z.string() }),
  from: person,
  to: person,
  /** What the two agreed, in their own words. */
  terms: z.string(),
  status: z.enum(TRANSFER_STATUSES),
  offeredAt: time,
  acceptedAt: time.nullable(),
  /** From when until when the receiver may pay, once they have accepted. */
  payFrom: time.nullable(),
  payUntil: time.nullable(),
  /** Until when the region is paid by its owner: the receiver's paid time starts then. For the two, while the transfer is open. */
  paidThrough: time.nullable(),
  endedAt: time.nullable(),
  endReason: z.string().nullable(),
  canAccept: z.boolean(),
  canEnd: z.boolean(),
  canPay: z.boolean(),
})

export const transfersWire = z.object({ canOffer: z.boolean(), latest: transferWire.nullable() })
export const transferOfferedWire = z.object({ transferId: z.uuid() })
export const transferAcceptedWire = z.object({ transferId: z.uuid(), payFrom: time, payUntil: time })
