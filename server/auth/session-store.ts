import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import { type Database } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { readCookie } from '#server/domain/read-cookie.ts'
import { randomToken, tokenHash } from './secrets.ts'

const LIFETIME = new TimeSpan(30, 'd')
/** "Last seen" is written at most this often, not on every page view. */
const SEEN_EVERY_MS = 5 * 60_000

type SessionFacts = { createdAt: Date; lastSeenAt: Date; ipAddress: string | null; userAgent: string | null }
type UserFacts = { callsign: string; role: 'player' | 'admin' }

declare module 'lucia' {
  interface Register {
    Lucia: typeof Lucia
    DatabaseSessionAttributes: SessionFacts
    DatabaseUserAttributes: UserFacts
  }
}

export type SessionUser = { id: string } & UserFacts

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
  /** The Set-Cookie value that deletes the cookie. */
  forgetCookie(): string
}

/** Lucia sessions with hashed ids. @param secure send cookies over https only. */
export function createSessionStore(db: Database, options: { secure: boolean }): SessionStore {
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
    getUserAttributes: ({ callsign, role }) => ({ callsign, role }),
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
      if (now.getTime() - facts.lastSeenAt.getTime() > SEEN_EVERY_MS) {
        await db
          .update(sessions)
          .set({ lastSeenAt: now })
          .where(eq(sessions.id, tokenHash(token)))
      }
      return {
        user: { id: person.id, callsign: person.callsign, role: person.role },
        sessionId: tokenHash(token),
        setCookie: session.fresh ? cookieFor(token) : null,
      }
    },
    findLive: async (sessionIds) => {
      const rows = await db
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(inArray(sessions.id, [...sessionIds]), gt(sessions.expiresAt, new Date())))
      return new Set(rows.map((row) => row.id))
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
      user: { callsign: users.callsign, role: users.role },
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
