import { and, eq, inArray, isNotNull, lte, sql, type SQL } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { prepared } from '#db/prepared.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { treatySides, treaties } from '#db/schema/platform/diplomacy.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { membershipApplications } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type Ctx } from '../context.ts'
import { getRequestTime } from '../once-per-request.ts'
import { type RegionRow } from '../regions/region-rows.ts'

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
  /** Dashboard tab where the user can act on it. */
  tab: 'overview' | 'governance' | 'policies' | 'elections' | 'diplomacy'
  /** Id of the policy, election or treaty; null for the region itself. */
  subjectId: string | null
  /** Deadline; null when there is none. */
  dueAt: string | null
}

/** What needs the attention of a region's government, most urgent first. */
export async function getAttentionList(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  const soon = new Date((await getRequestTime(ctx, 'now')).getTime() + SOON_MS)
  const rows = await waitingItems(ctx.db).execute({ regionId: region.id, soon })
  return [
    ...(await findOverduePayment(ctx, region)),
    ...rows.map(({ kind, subjectId, about, detail, dueAt }) => ({
      ...TEXTS[kind](about, detail),
      kind,
      subjectId,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    })),
  ]
}

type Waiting = Exclude<AttentionItem['kind'], 'grace'>

/** Title and tab for each kind; `about` and `detail` come from the query. */
const TEXTS: Record<Waiting, (about: string, detail: string | null) => Pick<AttentionItem, 'title' | 'tab'>> =
  {
    'implementation-failed': (title, error) => ({
      title: `“${title}” passed but could not become law: ${error}`,
      tab: 'policies',
    }),
    applications: (count) => ({
      title: `${count === '1' ? 'One application is waiting' : `${count} applications are waiting`} for a decision.`,
      tab: 'governance',
    }),
    'treaty-offered': (type) => ({
      title: `A treaty (${type.replaceAll('_', ' ')}) is waiting for this region’s signature.`,
      tab: 'diplomacy',
    }),
    'vote-closing': (title) => ({ title: `Voting on “${title}” closes soon.`, tab: 'policies' }),
    'election-closing': (position) => ({
      title: `The election (${position.replaceAll('_', ' ')}) closes soon.`,
      tab: 'elections',
    }),
  }

/** All items in one round trip: every view of the overview runs this query. */
const waitingItems = prepared((db) => {
  const region = sql.placeholder('regionId')
  const soon = sql.placeholder('soon')
  const fields = (
    kind: Waiting,
    rank: number,
    own: Record<'subjectId' | 'about' | 'detail' | 'dueAt', SQL>,
  ) => ({
    rank: sql<number>`${sql.raw(String(rank))}::int`.as('rank'),
    kind: sql<Waiting>`${sql.raw(`'${kind}'`)}::text`.as('kind'),
    subjectId: sql<string | null>`${own.subjectId}::uuid`.as('subject_id'),
    about: sql<string>`${own.about}::text`.as('about'),
    detail: sql<string | null>`${own.detail}::text`.as('detail'),
    dueAt: sql<string | null>`${own.dueAt}::timestamptz`.as('due_at'),
  })
  const nothing = sql`null`
  const failed = db
    .select(
      fields('implementation-failed', 1, {
        subjectId: sql`${policies.id}`,
        about: sql`${policies.title}`,
        detail: sql`${policies.implementationError}`,
        dueAt: nothing,
      }),
    )
    .from(policies)
    .where(
      and(
        eq(policies.regionId, region),
        eq(policies.status, 'passed'),
        isNotNull(policies.implementationError),
      ),
    )
  const applications = db
    .select(
      fields('applications', 2, {
        subjectId: nothing,
        about: sql`count(*)`,
        detail: nothing,
        dueAt: nothing,
      }),
    )
    .from(membershipApplications)
    .where(and(eq(membershipApplications.regionId, region), eq(membershipApplications.status, 'open')))
    .having(sql`count(*) > 0`)
  const offered = db
    .select(
      fields('treaty-offered', 3, {
        subjectId: sql`${treaties.id}`,
        about: sql`${treaties.treatyType}`,
        detail: nothing,
        dueAt: sql`${treaties.windowClosesAt}`,
      }),
    )
    .from(treatySides)
    .innerJoin(treaties, eq(treaties.id, treatySides.treatyId))
    .where(
      and(
        eq(treatySides.regionId, region),
        eq(treatySides.status, 'unsigned'),
        inArray(treaties.status, ['proposed', 'ratifying']),
      ),
    )
  const closingPolicies = db
    .select(
      fields('vote-closing', 4, {
        subjectId: sql`${policies.id}`,
        about: sql`${policies.title}`,
        detail: nothing,
        dueAt: sql`${votes.closesAt}`,
      }),
    )
    .from(policies)
    .innerJoin(votes, eq(votes.id, policies.voteId))
    .where(and(eq(policies.regionId, region), eq(votes.state, 'open'), lte(votes.closesAt, soon)))
  const closingElections = db
    .select(
      fields('election-closing', 5, {
        subjectId: sql`${elections.id}`,
        about: sql`${elections.position}`,
        detail: nothing,
        dueAt: sql`${votes.closesAt}`,
      }),
    )
    .from(elections)
    .innerJoin(votes, eq(votes.id, elections.voteId))
    .where(and(eq(elections.regionId, region), eq(votes.state, 'open'), lte(votes.closesAt, soon)))
  return unionAll(failed, applications, offered, closingPolicies, closingElections)
    .orderBy(sql`rank`, sql`due_at nulls first`)
    .prepare('attention_list')
})

async function findOverduePayment(ctx: Ctx, region: RegionRow): Promise<AttentionItem[]> {
  if (region.status !== 'grace') return []
  const [subscription] = await ctx.db
    .select({ graceUntil: subscriptions.graceUntil })
    .from(subscriptions)
    .where(and(eq(subscriptions.regionId, region.id), isNotNull(subscriptions.graceUntil)))
    .limit(1)
  return [
    {
      kind: 'grace',
      title: 'Payment is overdue: pay before the grace period ends to keep the region open.',
      tab: 'overview',
      subjectId: null,
      dueAt: subscription?.graceUntil?.toISOString() ?? null,
    },
  ]
}
