import { and, eq } from 'drizzle-orm'
import { treatySides } from '#db/schema/platform/diplomacy.ts'
import { ratificationVoteClosesAt } from '#server/domain/diplomacy/ratification-vote.ts'
import { TREATY_LABELS } from '#server/domain/diplomacy/treaty-labels.ts'
import {
  advanceTreaty,
  otherSide,
  type Side,
  type TreatyEvent,
} from '#server/domain/diplomacy/treaty-machine.ts'
import { ratificationInstrument } from '#server/domain/diplomacy/treaty-powers.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { announceVote, openVote } from '../voting/open-vote.ts'
import { requireTreaty, SIDES, type TreatyFile } from './queries.ts'
import { requireTreatySigner } from './require-signer.ts'
import { saveTreaty } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/**
 * Signs an offer. With it ratification begins on both sides, each under its own constitution: an autocracy's signature
 * ratifies at once, elsewhere citizens or council vote. @throws FORBIDDEN, NOT_FOUND, CONFLICT at any other stage or when
 * the offer lapses too soon for a vote.
 */
export async function signTreaty(ctx: Ctx, input: { treatyId: string; region: string }): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { file, side, region, now } = await requireTreatySigner(tx, input)
    const { treaty } = file
    let state = treatyState(file)
    const apply = (event: TreatyEvent) => {
      const verdict = advanceTreaty(state, event, termsAt(file, now))
      if (!verdict.ok) throw refused('CONFLICT', verdict)
      state = verdict.value
    }
    apply({ type: 'signed', side })
    await tx.db
      .update(treatySides)
      .set({ signedBy: userId, signedAt: now })
      .where(and(eq(treatySides.treatyId, treaty.id), eq(treatySides.regionId, region.id)))
    await tx.audit({
      action: 'treaty.signed',
      regionId: region.id,
      subject: { type: 'treaty', id: treaty.id },
    })
    for (const each of SIDES)
      if ((await beginRatification(tx, file, each, now)) === 'ratified')
        apply({ type: 'ratified', side: each })
    await saveTreaty(tx, file, state, now)
    return treatyView(await requireTreaty(tx.db, treaty.id))
  })
}

async function beginRatification(
  tx: Tx,
  file: TreatyFile,
  side: Side,
  now: Date,
): Promise<'ratified' | 'voting'> {
  const region = await requireRegion(tx, file.parties[side].id)
  requireOpen(region)
  const own = and(eq(treatySides.treatyId, file.treaty.id), eq(treatySides.regionId, region.id))
  const how = ratificationInstrument(region.governanceType)
  if (how.instrument === 'signature') {
    await tx.db.update(treatySides).set({ status: 'ratified' }).where(own)
    return 'ratified'
  }
  const closesAt = ratificationVoteClosesAt(now, file.treaty.windowClosesAt)
  if (!closesAt.ok) throw refused('CONFLICT', closesAt)
  const vote = await openVote(tx, {
    region,
    kind: 'treaty',
    electorate: how.electorate,
    closesAt: closesAt.value,
    rules: { quorumBp: region.quorumBp, thresholdBp: region.votingThresholdBp },
  })
  await tx.db.update(treatySides).set({ status: 'voting', voteId: vote.voteId }).where(own)
  const partner = file.parties[otherSide(side)].displayName
  await announceVote(tx, {
    kind: 'treaty',
    subjectId: file.treaty.id,
    region,
    vote,
    notice: {
      kind: 'treaty.voting-opened',
      title: `${region.displayName}: vote on the treaty with ${partner} (${TREATY_LABELS[file.treaty.treatyType].toLowerCase()})`,
    },
  })
  return 'voting'
}
