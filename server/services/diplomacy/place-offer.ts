import { treaties, treatyOffers, treatySides } from '#db/schema/platform/diplomacy.ts'
import { settleTreatyJob } from '#jobs/diplomacy/settle-treaty.ts'
import { job } from '#jobs/outbox.ts'
import { offerTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { parseTreatyTerms, type TreatyTerms } from '#server/domain/diplomacy/treaty-terms.ts'
import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireOpen } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { requireFewProposals } from '../voting/require-few-proposals.ts'
import { requireTreaty, type TreatyFile } from './queries.ts'
import { notifyBothSides } from './save-treaty.ts'

/** @throws BAD_REQUEST naming the bound. */
export function requireTerms(treatyType: TreatyType, terms: Record<string, unknown>): TreatyTerms {
  const parsed = parseTreatyTerms(treatyType, terms)
  if (!parsed.ok)
    throw new GameError('BAD_REQUEST', parsed.message, { reason: parsed.reason, issues: parsed.issues })
  return parsed.value
}

/** Both regions, in an order that two offers crossing each other share. @throws CONFLICT while one is not open. */
export async function lockBoth(tx: Tx, one: string, other: string): Promise<void> {
  for (const regionId of [one, other].sort()) requireOpen(await requireLockedRegion(tx, regionId))
}

export type NewOffer = {
  regionId: string
  partnerId: string
  terms: TreatyTerms
  /** The treaty that it renews. */
  renews?: { id: string; expiresAt: Date | null }
}

/** Writes a first offer, which is the offering side's signature. The caller holds both regions and has asked the rules. */
export async function placeOffer(
  tx: Tx,
  { regionId, partnerId, terms, renews }: NewOffer,
): Promise<TreatyFile> {
  const { userId } = requireUser(tx)
  await requireFewProposals(tx)
  const offer = offerTreaty(tx.now)
  const { treatyType } = terms
  const { id } = oneRow(
    await tx.db
      .insert(treaties)
      .values({
        regionA: regionId,
        regionB: partnerId,
        treatyType,
        terms,
        offeredBy: regionId,
        status: offer.status,
        proposedBy: userId,
        proposedAt: tx.now,
        windowClosesAt: offer.ratifyBy,
        renewsId: renews?.id ?? null,
        termFrom: renews?.expiresAt ?? null,
      })
      .returning({ id: treaties.id }),
  )
  await tx.db.insert(treatySides).values([
    { treatyId: id, regionId, status: 'unsigned', signedBy: userId, signedAt: tx.now },
    { treatyId: id, regionId: partnerId, status: 'unsigned' },
  ])
  await recordOffer(tx, { treatyId: id, round: offer.round, regionId, terms })
  await tx.audit({
    action: renews ? 'treaty.renewal-proposed' : 'treaty.proposed',
    regionId,
    subject: { type: 'treaty', id },
    detail: { treatyType, partner: partnerId, ...(renews ? { renews: renews.id } : {}) },
  })
  await tx.enqueue(job(settleTreatyJob, { treatyId: id }, offer.ratifyBy))
  const file = await requireTreaty(tx.db, id)
  await notifyBothSides(tx, file, 'proposed')
  return file
}

/** One row of the negotiation's record. */
export async function recordOffer(
  tx: Tx,
  offer: { treatyId: string; round: number; regionId: string; terms: TreatyTerms },
): Promise<void> {
  const { userId } = requireUser(tx)
  await tx.db.insert(treatyOffers).values({ ...offer, offeredBy: userId, offeredAt: tx.now })
}
