import { and, eq, gte, ilike, inArray, isNull, lt, not, sql, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { afterCursor, cursorOf, newestFirst } from '#db/keyset.ts'
import { users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { cursorPage, type CursorPage, type CursorPaging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type AuditFilter = {
  /** Prefix of the action: `nexus.` finds everything about the Nexus. */
  action?: string | undefined
  /** Callsign, or `system` for the platform itself. */
  actor?: string | undefined
  /** Name of a region. */
  region?: string | undefined
  subjectType?: string | undefined
  subjectId?: string | undefined
  /** Id of who did it. */
  actorId?: string | undefined
  /** UTC days, `YYYY-MM-DD`, both inclusive. */
  from?: string | undefined
  to?: string | undefined
}

export type AuditEntryView = {
  id: number
  at: string
  action: string
  actorKind: 'anonymous' | 'user' | 'system'
  actor: string | null
  region: { name: string; displayName: string } | null
  subjectType: string
  subjectId: string
  detail: Record<string, unknown>
}

const DAY_MS = 86_400_000

/**
 * The audit log of the whole platform, newest first. Who cast a ballot is shown only after the vote has closed.
 * @throws FORBIDDEN.
 */
export async function listAudit(
  ctx: Ctx,
  input: CursorPaging & AuditFilter,
): Promise<CursorPage<AuditEntryView>> {
  requireAdmin(ctx)
  const rows = await ctx.db
    .select({
      cursor: cursorOf(auditLog),
      entry: auditLog,
      actor: users.callsign,
      region: regions.name,
      displayName: regions.displayName,
    })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .leftJoin(regions, eq(regions.id, auditLog.regionId))
    .where(and(afterCursor(auditLog, input.after), ...buildConditions(ctx.db, input)))
    .orderBy(...newestFirst(auditLog))
    .limit(input.pageSize + 1)
  const { items, next } = cursorPage(rows, input.pageSize)
  return {
    items: items.map(({ entry, actor, region, displayName }) => ({
      id: entry.id,
      at: entry.at.toISOString(),
      action: entry.action,
      actorKind: entry.actorKind,
      actor,
      region: region === null || displayName === null ? null : { name: region, displayName },
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      detail: entry.detail,
    })),
    next,
  }
}

function buildConditions(db: Queryable, filter: AuditFilter): SQL[] {
  const { action, actor, actorId, region, subjectType, subjectId, from, to } = filter
  const conditions: SQL[] = [not(isBallotOfOpenVote(db))]
  if (action) conditions.push(ilike(auditLog.action, `${action.replace(/[\\%_]/g, '\\$&')}%`))
  if (actor === 'system') conditions.push(isNull(auditLog.actorId))
  else if (actor) {
    const called = ilike(users.callsign, actor.replace(/[\\%_]/g, '\\$&'))
    conditions.push(inArray(auditLog.actorId, db.select({ id: users.id }).from(users).where(called)))
  }
  if (region) {
    const named = eq(regions.name, region.toLowerCase())
    conditions.push(inArray(auditLog.regionId, db.select({ id: regions.id }).from(regions).where(named)))
  }
  if (actorId) conditions.push(eq(auditLog.actorId, actorId))
  if (subjectType) conditions.push(eq(auditLog.subjectType, subjectType))
  if (subjectId) conditions.push(eq(auditLog.subjectId, subjectId))
  if (from) conditions.push(gte(auditLog.at, new Date(from)))
  if (to) conditions.push(lt(auditLog.at, new Date(Date.parse(to) + DAY_MS)))
  return conditions
}

/** While a vote is open, nobody (administrators included) may see who cast or changed a ballot, only the turnout. */
const isBallotOfOpenVote = (db: Queryable): SQL => {
  const open = db
    .select({ id: sql`${votes.id}::text` })
    .from(votes)
    .where(eq(votes.state, 'open'))
  return sql`(${auditLog.action} ~ '[.]ballot-(cast|changed)$' and ${inArray(sql`${auditLog.detail} ->> 'voteId'`, open)})`
}
