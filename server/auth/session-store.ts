import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import { type Database } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { isOver, isSeenDue } from '#server/domain/identity/session-limits.ts'
import { suspensionAt, type Suspension, type SuspensionFacts } from '#server/domain/identity/suspension.ts'
import { readCookie } from '#server/domain/read-cookie.ts'
import { randomToken, tokenHash } from './secrets.ts'

const LIFETIME = new TimeSpan(30, 'd')

type SessionFacts = { createdAt: Date; lastSeenAt: Date; ipAddress: string | null; userAgent: string | null }
type UserFacts = {
  callsign: string
  role: 'player' | 'admin'
  confirmedAt: Date | null
  secondFactorAt: Date | null
  secondFactorDueAt: Date | null
} & SuspensionFacts

declare module 'lucia' {
  interface Register {
    Lucia: typeof Lucia
    DatabaseSessionAttributes: SessionFacts
    DatabaseUserAttributes: UserFacts
  }
}

export type SessionUser = { id: string; suspension: Suspension | null } & Omit<
  UserFacts,
  keyof SuspensionFacts
>

export interface SessionStore {
  /** Starts a session and returns its Set-Cookie value. */
  begin(
    userId: string,
    device: { ipAddress: string | null; userAgent: string | null },
    now: Date,
  ): Promise<string>
  /** A Set-Cookie value that looks like a session but is none, at the same cost. */
  beginDecoy(): Promise<string>
  /** The user of a Cookie header, and a renewed Set-Cookie value if the session was extended. */
  recognise(
    cookieHeader: string | null,
  ): Promise<{ user: SessionUser; sessionId: string; setCookie: string | null } | null>
  /** Which of these sessions are still valid. */
  findLive(sessionIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Gives the session another id, which it returns with its cookie; the old one opens nothing any more. Null if there is none. */
  rotate(sessionId: string): Promise<{ sessionId: string; setCookie: string } | null>
  /** The Set-Cookie value that deletes the cookie. */
  forgetCookie(): string
}

/** `secure`: send cookies over https only. */
export type SessionOptions = { secure: boolean; adminIdleMinutes?: number }

/** Lucia sessions with hashed ids, which end by age too, and an administrator's by doing nothing. */
export function createSessionStore(db: Database, options: SessionOptions): SessionStore {
  const { adminIdleMinutes = 30 } = options
  const lucia = new Lucia(hashingAdapter(db, new DrizzlePostgreSQLAdapter(db, sessions, users)), {
    sessionExpiresIn: LIFETIME,
    sessionCookie: {
      name: options.secure ? '__Host-session' : 'session',
      expires: true,
      attributes: { sameSite: 'lax', path: '/', secure: options.secure },
    },
    getSessionAttributes: ({ createdAt, lastSeenAt, ipAddress, userAgent }) => ({
      createdAt,
      lastSeenAt,
      ipAddress,
      userAgent,
    }),
    getUserAttributes: (facts) => facts,
  })
  const cookieFor = (token: string) => lucia.createSessionCookie(token).serialize()

  return {
    begin: async (userId, device, now) => {
      const token = randomToken()
      await lucia.createSession(userId, { createdAt: now, lastSeenAt: now, ...device }, { sessionId: token })
      return cookieFor(token)
    },
    beginDecoy: async () => {
      const token = randomToken()
      await lucia.invalidateSession(token)
      return cookieFor(token)
    },
    recognise: async (cookieHeader) => {
      const token = readCookie(cookieHeader, lucia.sessionCookieName)
      if (!token) return null
      const { session, user } = await lucia.validateSession(token)
      if (!session) return null
      const facts = session as typeof session & SessionFacts
      const person = user as typeof user & UserFacts
      const now = new Date()
      if (isOver(facts, person.role, adminIdleMinutes, now)) {
        await lucia.invalidateSession(token)
        return null
      }
      if (isSeenDue(facts.lastSeenAt, person.role, now)) {
        await db
          .update(sessions)
          .set({ lastSeenAt: now })
          .where(eq(sessions.id, tokenHash(token)))
      }
      return {
        user: {
          id: person.id,
          callsign: person.callsign,
          role: person.role,
          confirmedAt: person.confirmedAt,
          suspension: suspensionAt(person, now),
          secondFactorAt: person.secondFactorAt,
          secondFactorDueAt: person.secondFactorDueAt,
        },
        sessionId: tokenHash(token),
        setCookie: session.fresh ? cookieFor(token) : null,
      }
    },
    findLive: async (sessionIds) => {
      const now = new Date()
      const rows = await db
        .select({
          id: sessions.id,
          createdAt: sessions.createdAt,
          lastSeenAt: sessions.lastSeenAt,
          role: users.role,
        })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(and(inArray(sessions.id, [...sessionIds]), gt(sessions.expiresAt, now)))
      return new Set(rows.filter((row) => !isOver(row, row.role, adminIdleMinutes, now)).map((row) => row.id))
    },
    rotate: async (sessionId) => {
      const token = randomToken()
      const [rotated] = await db
        .update(sessions)
        .set({ id: tokenHash(token) })
        .where(eq(sessions.id, sessionId))
        .returning({ id: sessions.id })
      return rotated ? { sessionId: rotated.id, setCookie: cookieFor(token) } : null
    },
    forgetCookie: () => lucia.createBlankSessionCookie().serialize(),
  }
}

/** Runs for every request: prepared, and without columns that no request needs, above all the password hash. */
const sessionAndUser = prepared((db) =>
  db
    .select({
      userId: sessions.userId,
      expiresAt: sessions.expiresAt,
      session: {
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        ipAddress: sessions.ipAddress,
        userAgent: sessions.userAgent,
      },
      user: {
        callsign: users.callsign,
        role: users.role,
        confirmedAt: users.confirmedAt,
        suspendedAt: users.suspendedAt,
        suspendedUntil: users.suspendedUntil,
        suspensionText: users.suspensionText,
        secondFactorAt: users.secondFactorAt,
        secondFactorDueAt: users.secondFactorDueAt,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare('session_and_user'),
)

/** Lucia stores session ids in plain text; this adapter stores their SHA-256 and keeps the token in the cookie. */
function hashingAdapter(db: Database, inner: Adapter): Adapter {
  const hashed = (session: DatabaseSession): DatabaseSession => ({ ...session, id: tokenHash(session.id) })
  return {
    getSessionAndUser: async (token) => {
      const [found] = await sessionAndUser(db).execute({ id: tokenHash(token) })
      if (!found) return [null, null]
      const { userId, expiresAt, session, user } = found
      return [
        { id: token, userId, expiresAt, attributes: session },
        { id: userId, attributes: user },
      ]
    },
    getUserSessions: (userId) => inner.getUserSessions(userId),
    setSession: (session) => inner.setSession(hashed(session)),
    updateSessionExpiration: (token, expiresAt) => inner.updateSessionExpiration(tokenHash(token), expiresAt),
    deleteSession: (token) => inner.deleteSession(tokenHash(token)),
    deleteUserSessions: (userId) => inner.deleteUserSessions(userId),
    deleteExpiredSessions: () => inner.deleteExpiredSessions(),
  }
}
