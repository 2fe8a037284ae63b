import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { treatySides, treaties } from '#db/schema/platform/diplomacy.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { membershipApplications } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Ctx } from '../context.ts'
import { type RegionRow } from './queries.ts'

const SOON_MS = 2 * 86_400_000

export type AttentionItem = {
  kind:
    | 'grace'
    | 'applications'
    | 'implementation-failed'
    | 'vote-closing'
    | 'election-closing'
    | 'treaty-offered'
  title: string
  /** Tab of the dashboard where one can act. */
  tab: 'overview' | 'governance' | 'policies' | 'elections' | 'diplomacy'
  /** The policy, election or treaty meant; null where it is the region itself. */
  subjectId: string | null
  /** Until when; null where nothing runs out. */
  dueAt: string | null
}

/** What waits for a region's government, most pressing first. */
export async function attentionList(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  const soon = new Date((await ctx.clock.now(ctx.db)).getTime() + SOON_MS)
  return [
    ...(await unpaid(ctx, region)),
    ...(await failedPolicies(ctx, region)),
    ...(await waitingApplications(ctx, region)),
    ...(await offeredTreaties(ctx, region)),
    ...(await closingPolicies(ctx, region, soon)),
    ...(await closingElections(ctx, region, soon)),
  ]
}

async function unpaid(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  if (region.status !== 'grace') return []
  const [subscription] = await ctx.db
    .select({ graceUntil: subscriptions.graceUntil })
    .from(subscriptions)
    .where(and(eq(subscriptions.regionId, region.id), isNotNull(subscriptions.graceUntil)))
    .limit(1)
  return [
    {
      kind: 'grace',
      title: 'The subscription is unpaid: pay before the grace period ends to keep the region open.',
      tab: 'overview',
      subjectId: null,
      dueAt: subscription?.graceUntil?.toISOString() ?? null,
    },
  ]
}

async function failedPolicies(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  const rows = await ctx.db
    .select({ id: policies.id, title: policies.title, error: policies.implementationError })
    .from(policies)
    .where(
      and(
        eq(policies.regionId, region.id),
        eq(policies.status, 'passed'),
        isNotNull(policies.implementationError),
      ),
    )
    .orderBy(asc(policies.decidedAt))
  return rows.map(({ id, title, error }) => ({
    kind: 'implementation-failed',
    title: `“${title}” passed but could not become law: ${error}`,
    tab: 'policies',
    subjectId: id,
    dueAt: null,
  }))
}

async function waitingApplications(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  const waiting = await ctx.db.$count(
    membershipApplications,
    and(eq(membershipApplications.regionId, region.id), eq(membershipApplications.status, 'open')),
  )
  if (waiting === 0) return []
  const title = waiting === 1 ? 'One application waits' : `${waiting} applications wait`
  return [
    {
      kind: 'applications',
      title: `${title} for a decision.`,
      tab: 'governance',
      subjectId: null,
      dueAt: null,
    },
  ]
}

async function offeredTreaties(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  const rows = await ctx.db
    .select({ id: treaties.id, type: treaties.treatyType, closesAt: treaties.windowClosesAt })
    .from(treatySides)
    .innerJoin(treaties, eq(treaties.id, treatySides.treatyId))
    .where(
      and(
        eq(treatySides.regionId, region.id),
        eq(treatySides.status, 'unsigned'),
        inArray(treaties.status, ['proposed', 'ratifying']),
      ),
    )
    .orderBy(asc(treaties.windowClosesAt))
  return rows.map(({ id, type, closesAt }) => ({
    kind: 'treaty-offered',
    title: `A treaty (${type.replaceAll('_', ' ')}) waits for your signature.`,
    tab: 'diplomacy',
    subjectId: id,
    dueAt: closesAt.toISOString(),
  }))
}

async function closingPolicies(ctx: Ctx, region: RegionRow, soon: Date): Promise<AttentionItem[]> {
  const rows = await ctx.db
    .select({ id: policies.id, title: policies.title, closesAt: policies.votingClosesAt })
    .from(policies)
    .where(
      and(
        eq(policies.regionId, region.id),
        eq(policies.status, 'voting'),
        lte(policies.votingClosesAt, soon),
      ),
    )
    .orderBy(asc(policies.votingClosesAt))
  return rows.map(({ id, title, closesAt }) => ({
    kind: 'vote-closing',
    title: `Voting on “${title}” closes soon.`,
    tab: 'policies',
    subjectId: id,
    dueAt: closesAt.toISOString(),
  }))
}

async function closingElections(ctx: Ctx, region: RegionRow, soon: Date): Promise<AttentionItem[]> {
  const rows = await ctx.db
    .select({ id: elections.id, position: elections.position, closesAt: elections.votingClosesAt })
    .from(elections)
    .where(
      and(
        eq(elections.regionId, region.id),
        eq(elections.status, 'active'),
        lte(elections.votingClosesAt, soon),
      ),
    )
    .orderBy(asc(elections.votingClosesAt))
  return rows.map(({ id, position, closesAt }) => ({
    kind: 'election-closing',
    title: `The election (${POSITION_LABELS[position].toLowerCase()}) closes soon.`,
    tab: 'elections',
    subjectId: id,
    dueAt: closesAt.toISOString(),
  }))
}
