import { addDays } from '#server/domain/billing/billing-calendar.ts'
import {
  isTransferable,
  OFFER_DAYS,
  paymentWindow,
  TRANSFER_END_TEXTS,
  type TransferStatus,
} from '#server/domain/ownership/transfer.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { getLatestTransfer, getPayingSubscription, isPaidByReceiver } from './transfer-queries.ts'

type Person = { userId: string; callsign: string }

export type TransferView = {
  id: string
  region: { id: string; name: string; displayName: string }
  from: Person
  to: Person
  terms: string
  status: TransferStatus
  offeredAt: string
  acceptedAt: string | null
  payFrom: string | null
  payUntil: string | null
  paidThrough: string | null
  endedAt: string | null
  endReason: string | null
  canAccept: boolean
  canEnd: boolean
  canPay: boolean
}

/**
 * The newest transfer of a region as its participants see it: an offer is between the two until it is accepted, and what they agreed
 * stays so. @throws NOT_FOUND.
 */
export async function getTransfers(
  ctx: Ctx,
  input: { region: string },
): Promise<{ canOffer: boolean; latest: TransferView | null }> {
  const { userId } = requireUser(ctx)
  const { region, standing } = await requireParticipant(ctx, input.region)
  const found = await getLatestTransfer(ctx.db, region.id)
  const subscription = await getPayingSubscription(ctx.db, region.id)
  const isOpen = found?.transfer.status === 'offered' || found?.transfer.status === 'accepted'
  const canOffer = standing.isOwner && !isOpen && subscription !== null && isTransferable(subscription.state)
  if (!found) return { canOffer, latest: null }
  const { transfer, from, to } = found
  const { status, acceptedAt, offeredAt } = transfer
  const isParty = from.userId === userId || to.userId === userId
  if (!isParty && acceptedAt === null) return { canOffer, latest: null }
  const now = await ctx.clock.now(ctx.db)
  const window = acceptedAt && paymentWindow(acceptedAt, region.governanceType)
  const isReceiver = to.userId === userId
  const isPaid = isOpen && (await isPaidByReceiver(ctx.db, transfer.id))
  return {
    canOffer,
    latest: {
      id: transfer.id,
      region: { id: region.id, name: region.name, displayName: region.displayName },
      ...{ from, to, status },
      terms: isParty ? transfer.terms : '',
      offeredAt: offeredAt.toISOString(),
      acceptedAt: acceptedAt?.toISOString() ?? null,
      payFrom: window?.from.toISOString() ?? null,
      payUntil: window?.until.toISOString() ?? null,
      paidThrough: isParty && isOpen ? (subscription?.state.paidThrough?.toISOString() ?? null) : null,
      endedAt: transfer.endedAt?.toISOString() ?? null,
      endReason: transfer.endReason === null ? null : TRANSFER_END_TEXTS[transfer.endReason],
      canAccept: isReceiver && status === 'offered' && now < addDays(offeredAt, OFFER_DAYS),
      canEnd: isParty && isOpen && !isPaid,
      canPay:
        isReceiver && status === 'accepted' && window !== null && now >= window.from && now < window.until,
    },
  }
}
