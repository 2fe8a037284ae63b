import { and, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform/operations.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { MINTED_PER_NEWCOMER } from '#server/domain/economy/starting-credits.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'
import { type Ctx } from '../context.ts'

/** Whose moments are compared with the backup's: a transaction may have begun before it and committed after it. */
const SLACK_MS = 3_600_000
const withSlack = (since: Date): Date => new Date(since.getTime() - SLACK_MS)

export type CustodyRow = typeof custody.$inferSelect

export type Gift = { transferId: string; userId: string; amount: number; at: Date }

/** Crossings out of a galaxy and into it that a backup may not know, each pilot's in their order. */
export async function crossingsSince({ db }: Ctx, galaxyId: string, since: Date): Promise<CustodyRow[]> {
  const from = withSlack(since)
  return db
    .select()
    .from(custody)
    .where(
      or(
        and(eq(custody.fromGalaxyId, galaxyId), gte(custody.departedAt, from)),
        and(eq(custody.landingGalaxyId, galaxyId), or(isNull(custody.landedAt), gte(custody.landedAt, from))),
      ),
    )
    .orderBy(custody.userId, custody.fencingVersion)
}

/** Gifts to a region's treasury, as the platform heard of them. */
export async function giftsSince({ db }: Ctx, regionId: string, since: Date): Promise<Gift[]> {
  const rows = await auditsSince(db, regionId, since, ['treasury.gift-given'])
  return rows.flatMap(({ subjectId, actorId, detail, at }) =>
    actorId !== null && typeof detail.amount === 'number'
      ? [{ transferId: subjectId, userId: actorId, amount: detail.amount, at }]
      : [],
  )
}

/** What a treasury may have paid to pilots since: for jobs, and to newcomers on top of what is minted. Credits. */
export async function spentOnPilotsSince({ db }: Ctx, regionId: string, since: Date): Promise<number> {
  const rows = await auditsSince(db, regionId, since, ['treasury.ordered', 'presence.began'])
  return rows.reduce((sum, { action, detail }) => {
    if (action === 'presence.began') return sum + BOUNDS.startingCredits.max - MINTED_PER_NEWCOMER
    return sum + (detail.kind === 'job' && typeof detail.cost === 'number' ? detail.cost : 0)
  }, 0)
}

/** How many newcomers began in a region, and how many orders its treasury got. */
export async function countsSince({ db }: Ctx, regionId: string, since: Date) {
  const rows = await auditsSince(db, regionId, since, ['treasury.ordered', 'presence.began'])
  const newcomers = rows.filter(({ action }) => action === 'presence.began').length
  return { newcomers, orders: rows.length - newcomers }
}

async function auditsSince(db: Ctx['db'], regionId: string, since: Date, actions: string[]) {
  return db
    .select({
      action: auditLog.action,
      subjectId: auditLog.subjectId,
      actorId: auditLog.actorId,
      detail: auditLog.detail,
      at: auditLog.at,
    })
    .from(auditLog)
    .where(and(eq(auditLog.regionId, regionId), gte(auditLog.at, since), inArray(auditLog.action, actions)))
    .orderBy(sql`${auditLog.at}, ${auditLog.id}`)
}
