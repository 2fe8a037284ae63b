import { and, asc, desc, eq, inArray, isNull, sql, type SQLWrapper } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { collectedPilotDays as days } from '#db/schema/platform/pilots.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { callsignKey } from '#server/domain/identity/callsign.ts'
import { honoursOf, type PilotRecord } from '#server/domain/ships/pilot-record.ts'
import { type PilotProfile } from './pilot-wire.ts'
import { rankOf } from '#server/domain/ships/ranks.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'

/** Regions whose pages are public. */
const PUBLIC = ['active', 'grace', 'suspended', 'evacuating'] as const
const OFFICES = 20

/** What everybody may know of a pilot. Where they are, and which galaxy they traded in, is not part of it. @throws NOT_FOUND. */
export async function getPilotProfile(ctx: Ctx, input: { callsign: string }): Promise<PilotProfile> {
  const [user] = await ctx.db
    .select({ id: users.id, callsign: users.callsign, createdAt: users.createdAt })
    .from(users)
    .where(eq(sql`translate(lower(${users.callsign}), '-_', '')`, callsignKey(input.callsign)))
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
    since: user.createdAt.toISOString().slice(0, 10),
    rank,
    renown,
    record,
    honours: honoursOf(record, rank),
    owns,
    offices: await officesOf(ctx, user.id),
  }
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
