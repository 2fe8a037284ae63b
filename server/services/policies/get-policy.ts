import { eq } from 'drizzle-orm'
import { laws } from '#db/schema/platform/regions.ts'
import { LEVER_LABELS, leversOf, pickLevers } from '#server/domain/regions/levers.ts'
import { applyPatch } from '#server/domain/regions/settings-diff.ts'
import { describeValue } from '#server/domain/regions/describe-change.ts'
import { type Lever, type RegionSettings } from '#server/domain/regions/settings.ts'
import { changesToWire, type SettingsOnWire } from '#server/domain/regions/wire-settings.ts'
import { type Ctx } from '../context.ts'
import { settingsOf } from '../regions/queries.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { getOwnVote, getRollFigures, type OwnVote } from '../voting/queries.ts'
import { policyView, type PolicyView } from './policy-view.ts'
import { requirePolicy } from './queries.ts'

export type PolicyDetail = PolicyView & {
  region: { id: string; name: string; displayName: string }
  /** What it would change, or did: values in words where they fit into a few. */
  changes: { lever: Lever; label: string; before: string | null; after: string | null }[]
  /** The levers as they are now, in wire form, to compare with `proposedChanges`. */
  presentValues: Partial<SettingsOnWire>
  rollHash: string
  tallyHash: string | null
  /** The reader's own place on the roll and ballot; null for those who may not vote. */
  ownVote: OwnVote | null
  canVote: boolean
  canWithdraw: boolean
  lawNumber: number | null
}

/** One policy with the reader's own part in it. @throws NOT_FOUND to those outside the region. */
export async function getPolicy(ctx: Ctx, { policyId }: { policyId: string }): Promise<PolicyDetail> {
  const { userId } = requireUser(ctx)
  const policy = await requirePolicy(ctx.db, policyId)
  const { region } = await requireParticipant(ctx, policy.regionId)
  const figures = (await getRollFigures(ctx.db, [policy.rollId])).get(policy.rollId)
  const ownVote = await getOwnVote(ctx.db, policy.rollId, userId)
  const now = await ctx.clock.now(ctx.db)
  const isOpen = policy.status === 'voting' && now < policy.votingClosesAt
  const [law] = policy.lawId
    ? await ctx.db
        .select({ number: laws.number, changes: laws.changes })
        .from(laws)
        .where(eq(laws.id, policy.lawId))
    : []
  const levers = leversOf(policy.proposedChanges)
  const present = settingsOf(region)
  const after = applyPatch(present, policy.proposedChanges)
  return {
    ...policyView(policy, figures),
    region: { id: region.id, name: region.name, displayName: region.displayName },
    changes: levers.map((lever) => ({
      lever,
      label: LEVER_LABELS[lever],
      before: describeBefore(lever, law?.changes ?? null, present),
      after: describeValue(lever, after),
    })),
    presentValues: changesToWire(pickLevers(present, levers)),
    rollHash: figures?.hash ?? '',
    tallyHash: policy.tallyHash,
    ownVote,
    canVote: isOpen && ownVote !== null,
    canWithdraw: isOpen && policy.proposedBy === userId && figures?.turnout === 0,
    lawNumber: law?.number ?? null,
  }
}

/** Once it is law, what was before is in the law; until then it is what is now. */
function describeBefore(
  lever: Lever,
  enacted: readonly { lever: Lever; before: unknown }[] | null,
  present: RegionSettings,
): string | null {
  if (!enacted) return describeValue(lever, present)
  const change = enacted.find((entry) => entry.lever === lever)
  return change ? describeValue(lever, { ...present, [lever]: change.before }) : describeValue(lever, present)
}
