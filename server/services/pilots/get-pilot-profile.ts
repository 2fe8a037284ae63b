import { and, asc, desc, eq, gt, inArray, isNull, sql, type SQLWrapper } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { collectedPilotDays as days } from '#db/schema/platform/pilots.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { callsignKey, callsignSkeleton } from '#server/domain/identity/callsign.ts'
import { honoursOf, type PilotRecord } from '#server/domain/ships/pilot-record.ts'
import { type PilotProfile } from './pilot-wire.ts'
import { rankOf } from '#server/domain/ships/ranks.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { findFormerCallsigns } from '../former-callsigns.ts'

/** Regions whose pages are public. */
const PUBLIC = ['active', 'grace', 'suspended', 'evacuating'] as const
const OFFICES = 20

/** What everybody may know of a pilot. Where they are, and which galaxy they traded in, is not part of it. @throws NOT_FOUND. */
export async function getPilotProfile(ctx: Ctx, input: { callsign: string }): Promise<PilotProfile> {
  const user = (await pilotCalled(ctx, input.callsign)) ?? (await pilotOnceCalled(ctx, input.callsign))
  if (!user) throw notFound('This pilot')
  const { renown, ...record } = await recordOf(ctx, user.id)
  const rank = rankOf(renown)
  const owns = await ctx.db
    .select({ name: regions.name, displayName: regions.displayName })
    .from(regions)
    .where(and(eq(regions.ownerId, user.id), inArray(regions.status, PUBLIC)))
    .orderBy(asc(regions.displayName))
  return {
    callsign: user.callsign,
    formerly: (await findFormerCallsigns(ctx, [user.id])).get(user.id) ?? null,
    since: user.createdAt.toISOString().slice(0, 10),
    rank,
    renown,
    record,
    honours: honoursOf(record, rank),
    owns,
    offices: await officesOf(ctx, user.id),
  }
}

type PilotRow = { id: string; callsign: string; createdAt: Date }

const SHOWN = { id: users.id, callsign: users.callsign, createdAt: users.createdAt }
const reads = (column: SQLWrapper, callsign: string) =>
  eq(sql`translate(lower(${column}), '-_', '')`, callsignKey(callsign))

async function pilotCalled(ctx: Ctx, callsign: string): Promise<PilotRow | null> {
  const [user] = await ctx.db
    .select(SHOWN)
    .from(users)
    // The first is the index, of look-alikes.
    .where(and(eq(users.callsignSkeleton, callsignSkeleton(callsign)), reads(users.callsign, callsign)))
  return user ?? null
}

/** Old links lead to who had this callsign lately. */
async function pilotOnceCalled(ctx: Ctx, callsign: string): Promise<PilotRow | null> {
  const now = await ctx.clock.now(ctx.db)
  const [user] = await ctx.db
    .select(SHOWN)
    .from(callsignChanges)
    .innerJoin(users, eq(users.id, callsignChanges.userId))
    .where(
      and(
        eq(callsignChanges.oldSkeleton, callsignSkeleton(callsign)),
        reads(callsignChanges.oldCallsign, callsign),
        gt(callsignChanges.shownUntil, now),
      ),
    )
    .orderBy(desc(callsignChanges.changedAt))
    .limit(1)
  return user ?? null
}

async function recordOf(ctx: Ctx, userId: string): Promise<PilotRecord & { renown: number }> {
  const sum = (value: SQLWrapper) => sql<number>`coalesce(sum(${value}), 0)`.mapWith(Number)
  const [row] = await ctx.db
    .select({
      turns: sum(days.turns),
      trades: sum(days.trades),
      profit: sum(sql`${days.salesNet} - ${days.purchasesNet} - ${days.berths}`),
      contracts: sum(days.contracts),
      sectorsCharted: sum(days.sectorsCharted),
      renown: sql<number>`coalesce(max(${days.highestRenown}), 0)`.mapWith(Number),
    })
    .from(days)
    .where(eq(days.userId, userId))
  if (!row) throw new Error('sums are always one row')
  return row
}

async function officesOf(ctx: Ctx, userId: string): Promise<PilotProfile['offices']> {
  const rows = await ctx.db
    .select({
      name: regions.name,
      displayName: regions.displayName,
      position: offices.position,
      from: offices.termFrom,
      until: offices.endedAt,
    })
    .from(offices)
    .innerJoin(regions, eq(regions.id, offices.regionId))
    .where(and(eq(offices.userId, userId), inArray(regions.status, PUBLIC)))
    .orderBy(desc(isNull(offices.endedAt)), desc(offices.termFrom))
    .limit(OFFICES)
  return rows.map(({ from, until, ...row }) => ({
    ...row,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
  }))
}
