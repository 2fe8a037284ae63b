import { and, asc, eq, isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { scheduledDecrees } from '#db/schema/platform/regions.ts'
import { describeValue } from '#server/domain/regions/describe-change.ts'
import { LEVER_LABELS, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { applyPatch, diffSettings } from '#server/domain/regions/settings-diff.ts'
import { type Ctx } from '../context.ts'
import { type LawView } from './get-law-book.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { requireReadable } from '../regions/require-region.ts'

/** A decree or passed policy that takes effect on a later day. */
export type UpcomingLaw = {
  id: string
  kind: 'decree' | 'law'
  title: string
  authority: string
  enactedBy: string
  effectiveAt: string
  /** Days after `effectiveAt` until it expires; null: never. */
  expiresAfterDays: number | null
  policyId: string | null
  /** Compared with the current settings, described as in the law book. */
  changes: LawView['changes']
  /** The reader issued this decree and may revoke it. */
  canRevoke: boolean
}

/**
 * Laws that will take effect later, soonest first: announced decrees and passed policies. Public, like the law book.
 * @throws NOT_FOUND like `getLawBook`.
 */
export async function listUpcomingLaws(ctx: Ctx, input: { region: string }): Promise<UpcomingLaw[]> {
  const { region } = await requireReadable(ctx, input.region)
  const decrees = await ctx.db
    .select({ decree: scheduledDecrees, callsign: users.callsign })
    .from(scheduledDecrees)
    .innerJoin(users, eq(users.id, scheduledDecrees.issuedBy))
    .where(and(eq(scheduledDecrees.regionId, region.id), eq(scheduledDecrees.status, 'scheduled')))
    .orderBy(asc(scheduledDecrees.effectiveAt), asc(scheduledDecrees.id))
  const reader = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  return [
    ...decrees.map(({ decree, callsign }) => ({
      id: decree.id,
      kind: 'decree' as const,
      title: decree.title,
      authority: decree.authority,
      enactedBy: callsign,
      effectiveAt: decree.effectiveAt.toISOString(),
      expiresAfterDays: decree.expiresAfterDays,
      policyId: null,
      changes: describeChanges(region, decree.changes),
      canRevoke: decree.issuedBy === reader,
    })),
    ...(await findPassedPolicies(ctx, region)),
  ].sort((one, other) => one.effectiveAt.localeCompare(other.effectiveAt))
}

async function findPassedPolicies(ctx: Ctx, region: RegionRow): Promise<UpcomingLaw[]> {
  const rows = await ctx.db
    .select({ policy: policies, electorate: votes.electorate, callsign: users.callsign })
    .from(policies)
    .innerJoin(votes, eq(votes.id, policies.voteId))
    .innerJoin(users, eq(users.id, policies.proposedBy))
    .where(
      and(
        eq(policies.regionId, region.id),
        eq(policies.status, 'passed'),
        // An order from the treasury makes no law.
        isNull(policies.treasuryOrder),
        isNull(policies.implementationError),
      ),
    )
    .orderBy(asc(policies.effectiveAt), asc(policies.id))
  return rows.flatMap(({ policy, electorate, callsign }) =>
    policy.effectiveAt === null
      ? []
      : {
          id: policy.id,
          kind: 'law' as const,
          title: policy.title,
          authority: electorate,
          enactedBy: callsign,
          effectiveAt: policy.effectiveAt.toISOString(),
          expiresAfterDays: policy.expiresAfterDays,
          policyId: policy.id,
          changes: describeChanges(region, policy.proposedChanges),
          canRevoke: false,
        },
  )
}

function describeChanges(region: RegionRow, patch: SettingsPatch): LawView['changes'] {
  const before = settingsOf(region)
  const after = applyPatch(before, patch)
  return diffSettings(before, patch).map(({ lever }) => ({
    lever,
    label: LEVER_LABELS[lever],
    before: describeValue(lever, before),
    after: describeValue(lever, after),
  }))
}
