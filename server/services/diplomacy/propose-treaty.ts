import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { settleTreaty } from '#jobs/diplomacy/settle-treaty.ts'
import { job } from '#jobs/outbox.ts'
import { mayOfferTreaty } from '#server/domain/diplomacy/renewal.ts'
import { offerTreaty } from '#server/domain/diplomacy/treaty-machine.ts'
import { parseTreatyTerms } from '#server/domain/diplomacy/treaty-terms.ts'
import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireOpen, requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { findTreatiesBetween, requireTreaty } from './queries.ts'
import { requireSigner } from './require-signer.ts'
import { tellBothSides } from './save-treaty.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'
import { oneRow } from '../one-row.ts'

export type ProposeTreatyInput = {
  /** The actor's region and the one it offers the treaty to, each by id or name. */
  region: string
  partner: string
  treatyType: TreatyType
  /** As the wire writes them; read by the rules of `treatyType`. */
  terms: Record<string, unknown>
}

/**
 * Offers a treaty (DESIGN.md §3 Diplomacy): the offer is the offering side's signature. It lapses unless both sides ratify
 * within the window. @throws BAD_REQUEST for terms outside the bounds or oneself as partner, FORBIDDEN, NOT_FOUND, CONFLICT.
 */
export async function proposeTreaty(ctx: Ctx, input: ProposeTreatyInput): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { id: regionId } = await requireSigner(tx, input.region)
    const { treatyType } = input
    const { id: partnerId } = await requireRegion(tx, input.partner)
    if (partnerId === regionId)
      throw new GameError('BAD_REQUEST', 'A treaty needs another region.', {
        reason: 'same-region',
        issues: [{ path: 'partner', message: 'Choose another region.' }],
      })
    const terms = parseTreatyTerms(treatyType, input.terms)
    if (!terms.ok)
      throw new GameError('BAD_REQUEST', terms.message, { reason: terms.reason, issues: terms.issues })
    await lockBoth(tx, regionId, partnerId)
    const between = await findTreatiesBetween(tx.db, regionId, partnerId)
    const verdict = mayOfferTreaty(
      treatyType,
      between.map(({ treaty }) => treaty),
    )
    if (!verdict.ok) throw refused('CONFLICT', verdict)

    const offer = offerTreaty(tx.now)
    const row = oneRow(
      await tx.db
        .insert(treaties)
        .values({
          regionA: regionId,
          regionB: partnerId,
          treatyType,
          terms: terms.value,
          status: offer.status,
          proposedBy: userId,
          proposedAt: tx.now,
          windowClosesAt: offer.ratifyBy,
        })
        .returning({ id: treaties.id }),
    )
    await tx.db.insert(treatySides).values([
      { treatyId: row.id, regionId, status: 'unsigned', signedBy: userId, signedAt: tx.now },
      { treatyId: row.id, regionId: partnerId, status: 'unsigned' },
    ])
    await tx.audit({
      action: 'treaty.proposed',
      regionId,
      subject: { type: 'treaty', id: row.id },
      detail: { treatyType, partner: partnerId },
    })
    await tx.enqueue(job(settleTreaty, { treatyId: row.id }, offer.ratifyBy))
    const file = await requireTreaty(tx.db, row.id)
    await tellBothSides(tx, file, 'proposed')
    return treatyView(file)
  })
}

/** Both regions, in an order that two offers crossing each other share. @throws CONFLICT while one is not open. */
async function lockBoth(tx: Tx, one: string, other: string) {
  for (const regionId of [one, other].sort()) requireOpen(await requireLockedRegion(tx, regionId))
}
