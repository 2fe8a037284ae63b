import { eq } from 'drizzle-orm'
import { laws } from '#db/schema/platform/regions.ts'
import { compareProposals, COUNTER_PROPOSAL_LEAD_HOURS } from '#server/domain/policies/counter-proposal.ts'
import { previewImpact } from '#server/domain/policies/impact.ts'
import { type ImpactLine } from '#server/domain/policies/impact-line.ts'
import { type PolicyStatus } from '#server/domain/policies/policy-statuses.ts'
import { LEVER_LABELS, leversOf, pickLevers, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { applyPatch } from '#server/domain/regions/settings-diff.ts'
import { describeValue } from '#server/domain/regions/describe-change.ts'
import { voteFor } from '#server/domain/regions/powers.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Lever, type RegionSettings } from '#server/domain/regions/settings.ts'
import { changesToWire, type SettingsOnWire } from '#server/domain/regions/wire-settings.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { settingsOf } from '../regions/region-rows.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { getOwnVote, getTurnout, type OwnVote } from '../voting/vote-rows.ts'
import { policyView, type PolicyView } from './policy-view.ts'
import { regionMonth } from './region-month.ts'
import { getOtherOfPair, requirePolicy, type NamedPolicy } from './queries.ts'

export type PolicyDetail = PolicyView & {
  region: { id: string; name: string; displayName: string }
  /** What it would change, or did, with values in words where they are short. */
  changes: { lever: Lever; label: string; before: string | null; after: string | null }[]
  /** Current values of the levers, in wire form, to compare with `proposedChanges`. */
  presentValues: Partial<SettingsOnWire>
  rollHash: string
  tallyHash: string | null
  /** The reader's own place on the roll and ballot; null for those who may not vote. */
  ownVote: OwnVote | null
  canVote: boolean
  canWithdraw: boolean
  lawNumber: number | null
  /** Whether the reader may answer it with a counter-proposal now. */
  canCounter: boolean
  /** Why the reader cannot, while others can; null otherwise. */
  whyNotCounter: string | null
  /** What it would have meant on the last thirty days; empty once it is decided. */
  impact: ImpactLine[]
  /** The policy beside its counter-proposal, or the other way round. */
  comparison: Comparison | null
}

export type Comparison = {
  /** Which of the two this policy is. */
  role: 'original' | 'counter'
  other: { id: string; title: string; status: PolicyStatus; proposedByCallsign: string }
  /** Values in words; null where they are too long or unchanged. */
  rows: {
    lever: Lever
    label: string
    now: string | null
    original: string | null
    counter: string | null
    changedBy: ('original' | 'counter')[]
  }[]
}

/** One policy with the reader's own part in it. @throws NOT_FOUND to those outside the region. */
export async function getPolicy(ctx: Ctx, { policyId }: { policyId: string }): Promise<PolicyDetail> {
  const { userId } = requireUser(ctx)
  const policy = await requirePolicy(ctx.db, policyId)
  const { region, standing } = await requireParticipant(ctx, policy.regionId)
  const { vote } = policy
  const turnout = await getTurnout(ctx.db, vote.id)
  const ownVote = await getOwnVote(ctx.db, vote.id, userId)
  const now = await ctx.clock.now(ctx.db)
  const isOpen = vote.state === 'open' && now < vote.closesAt
  const isRegionOpen = isOpenForBusiness(region.status)
  const [law] = policy.lawId
    ? await ctx.db
        .select({ number: laws.number, changes: laws.changes })
        .from(laws)
        .where(eq(laws.id, policy.lawId))
    : []
  const levers = leversOf(policy.proposedChanges)
  const other = await getOtherOfPair(ctx.db, policy)
  const present = settingsOf(region)
  const after = applyPatch(present, policy.proposedChanges)
  const isOpenToCounter =
    isOpen &&
    isRegionOpen &&
    policy.treasuryOrder === null &&
    policy.counterTo === null &&
    other === null &&
    leadsEnough(policy, now)
  const holders = await findOfficeHolders(ctx.db, region.id)
  const proposing = voteFor(
    {
      settings: present,
      actor: standing,
      governorInOffice: holders.some(({ position }) => position === 'governor'),
    },
    policy.policyType,
  )
  return {
    ...policyView(policy, { region, turnout }),
    region: { id: region.id, name: region.name, displayName: region.displayName },
    changes: levers.map((lever) => ({
      lever,
      label: LEVER_LABELS[lever],
      before: describeBefore(lever, law?.changes ?? null, present),
      after: describeValue(lever, after),
    })),
    presentValues: changesToWire(pickLevers(present, levers)),
    rollHash: vote.rollHash,
    tallyHash: vote.tallyHash,
    ownVote,
    canVote: isRegionOpen && isOpen && ownVote !== null,
    canWithdraw: isOpen && policy.proposedBy === userId && turnout === 0,
    lawNumber: law?.number ?? null,
    canCounter: isOpenToCounter && proposing.ok,
    whyNotCounter: isOpenToCounter && !proposing.ok ? proposing.message : null,
    impact: isOpen ? previewImpact(present, policy.proposedChanges, await regionMonth(ctx, region)) : [],
    comparison: other && compare(policy, other, present),
  }
}

const leadsEnough = ({ vote }: NamedPolicy, now: Date): boolean =>
  vote.closesAt.getTime() - now.getTime() >= COUNTER_PROPOSAL_LEAD_HOURS * 3_600_000

function compare(policy: NamedPolicy, other: NamedPolicy, present: RegionSettings): Comparison {
  const role = policy.counterTo === null ? 'original' : 'counter'
  const [original, counter] = role === 'original' ? [policy, other] : [other, policy]
  const value = (lever: Lever, changes: SettingsPatch) => describeValue(lever, applyPatch(present, changes))
  return {
    role,
    other: {
      id: other.id,
      title: other.title,
      status: other.status,
      proposedByCallsign: other.proposerCallsign,
    },
    rows: compareProposals(present, original.proposedChanges, counter.proposedChanges).map((row) => ({
      lever: row.lever,
      label: LEVER_LABELS[row.lever],
      now: describeValue(row.lever, present),
      original: value(row.lever, original.proposedChanges),
      counter: value(row.lever, counter.proposedChanges),
      changedBy: [
        ...(row.original === undefined ? [] : (['original'] as const)),
        ...(row.counter === undefined ? [] : (['counter'] as const)),
      ],
    })),
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
