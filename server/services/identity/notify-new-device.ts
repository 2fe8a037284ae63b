import { and, eq, lt, notExists } from 'drizzle-orm'
import { deviceCookieOf } from '#server/auth/device-cookie.ts'
import { refreshTokens, sessions, users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type Visitor } from './password-attempt.ts'

const HREF = '/account/sessions'
const NEW_ACCOUNT_MS = 60 * 60_000

/** Tells the owner of a log-in in a browser that has never logged in to the account before. */
export async function notifyNewBrowser(tx: Tx, userId: string, visitor: Visitor): Promise<void> {
  if (deviceCookieOf(tx).recognise(visitor.cookieHeader ?? null, userId) !== null) return
  await notify(tx, {
    userIds: [userId],
    kind: 'account.new-device',
    title: 'Your account was opened in a new browser',
    body: `From the address ${visitor.ipAddress}. If it was not you, log it out and change your password.`,
    href: HREF,
  })
}

/**
 * The same for a program, known by its address; call it before its tokens are written. Whoever has just signed up is not told
 * of the program that did it.
 */
export async function notifyNewProgram(tx: Tx, userId: string, visitor: Visitor): Promise<void> {
  const hourAgo = new Date(tx.now.getTime() - NEW_ACCOUNT_MS)
  const [unknown] = await tx.db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        lt(users.createdAt, hourAgo),
        ...[refreshTokens, sessions].map((table) =>
          notExists(
            tx.db
              .select({ id: table.id })
              .from(table)
              .where(and(eq(table.userId, userId), eq(table.ipAddress, visitor.ipAddress))),
          ),
        ),
      ),
    )
  if (!unknown) return
  await notify(tx, {
    userIds: [userId],
    kind: 'account.new-device',
    title: 'A program logged in to your account from a new address',
    body: `From the address ${visitor.ipAddress}. If it is not yours, log it out and change your password.`,
    href: HREF,
  })
}
