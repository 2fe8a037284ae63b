import { and, asc, eq, ilike, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { type PlayersInput, type PlayerState } from '#server/domain/identity/player-acts.ts'
import { suspensionAt, type Suspension } from '#server/domain/identity/suspension.ts'
import { type CursorPage } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type PlayerLine = {
  id: string
  callsign: string
  email: string
  role: 'player' | 'admin'
  createdAt: string
  isConfirmed: boolean
  suspension: Suspension | null
  /** Of the browsers that are logged in; null for who is logged in nowhere. */
  lastSeenAt: string | null
}

const key = sql`lower(${users.callsign})`
const escaped = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&')

/**
 * Accounts by callsign: those whose callsign or address begins with the text. If there is none, those that contain it, as many as a
 * page holds: that search reads all accounts. @throws FORBIDDEN.
 */
export async function listPlayers(ctx: Ctx, input: PlayersInput): Promise<CursorPage<PlayerLine>> {
  requireAdmin(ctx)
  const now = await ctx.clock.now(ctx.db)
  const { text, state, after, pageSize } = input
  const read = async (matching: SQL | undefined) => {
    const rows = await ctx.db
      .select({
        id: users.id,
        callsign: users.callsign,
        email: users.email,
        role: users.role,
        createdAt: users.createdAt,
        confirmedAt: users.confirmedAt,
        suspendedAt: users.suspendedAt,
        suspendedUntil: users.suspendedUntil,
        suspensionText: users.suspensionText,
        lastSeenAt:
          sql<Date | null>`(select max(seen.last_seen_at) from ${sessions} seen where seen.user_id = ${users}.id)`.mapWith(
            sessions.lastSeenAt,
          ),
      })
      .from(users)
      .where(
        and(matching, inState(state, now), after === undefined ? undefined : sql`${key} > lower(${after})`),
      )
      .orderBy(asc(key))
      .limit(pageSize + 1)
    return rows.map(
      ({ createdAt, confirmedAt, suspendedAt, suspendedUntil, suspensionText, lastSeenAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        isConfirmed: confirmedAt !== null,
        suspension: suspensionAt({ suspendedAt, suspendedUntil, suspensionText }, now),
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
      }),
    )
  }
  const found = await read(text ? beginsWith(text) : undefined)
  if (found.length === 0 && text && after === undefined)
    return { items: (await read(contains(text))).slice(0, pageSize), next: null }
  const items = found.slice(0, pageSize)
  return { items, next: found.length > pageSize ? (items.at(-1)?.callsign ?? null) : null }
}

const beginsWith = (text: string) =>
  or(sql`${key} like ${`${escaped(text)}%`}`, sql`${users.email} like ${`${escaped(text)}%`}`)

const contains = (text: string) =>
  or(ilike(users.callsign, `%${escaped(text)}%`), ilike(users.email, `%${escaped(text)}%`))

function inState(state: PlayerState | undefined, now: Date): SQL | undefined {
  switch (state) {
    case undefined:
      return undefined
    case 'admin':
      return eq(users.role, 'admin')
    case 'suspended':
      return and(
        isNotNull(users.suspendedAt),
        or(isNull(users.suspendedUntil), sql`${users.suspendedUntil} > ${now.toISOString()}::timestamptz`),
      )
    case 'unconfirmed':
      return and(isNull(users.confirmedAt), isNull(users.expiredAt))
  }
}
