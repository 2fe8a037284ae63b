import { and, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { failedLogIns, personalTokens } from '#db/schema/platform/access.ts'
import { accountLinks, addressChanges, callsignChanges } from '#db/schema/platform/account-access.ts'
import { passkeyChallenges, pendingLogIns } from '#db/schema/platform/second-factor.ts'
import { adminInvites, notifications, refreshTokens, sessions } from '#db/schema/platform/identity.ts'
import { refusedRequests } from '#db/schema/platform/operations.ts'
import { expireWaitingAccounts } from './expire-waiting-accounts.ts'
import { transact, type Ctx } from '../context.ts'
import { notifyFailedLogIns } from './notify-failed-log-ins.ts'
import { deleteSentMails } from '../mail/delete-sent-mails.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Ends accounts that nobody confirmed; deletes expired sessions, tokens and unused invites, callsigns that are no longer reserved, wrong passwords, refused requests, notifications read and
 * mails sent long ago, and tells of many wrong passwords.
 */
export async function sweepIdentity(ctx: Ctx): Promise<void> {
  await expireWaitingAccounts(ctx)
  await transact(ctx, async (tx) => {
    await tx.db.delete(sessions).where(lt(sessions.expiresAt, tx.now))
    await tx.db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, tx.now))
    await tx.db
      .delete(adminInvites)
      .where(and(isNull(adminInvites.usedAt), lt(adminInvites.expiresAt, tx.now)))
    const { failedLogInDays, noticeDays } = ctx.config.retention
    const kept = new Date(tx.now.getTime() - failedLogInDays * DAY_MS)
    await tx.db.delete(failedLogIns).where(lt(failedLogIns.at, kept))
    await tx.db.delete(refusedRequests).where(lt(refusedRequests.lastAt, kept))
    await tx.db
      .delete(personalTokens)
      .where(or(lt(personalTokens.expiresAt, tx.now), lt(personalTokens.revokedAt, kept)))
    await tx.db
      .delete(addressChanges)
      .where(and(isNull(addressChanges.appliedAt), lt(addressChanges.expiresAt, tx.now)))
    await tx.db
      .delete(callsignChanges)
      .where(and(isNotNull(callsignChanges.spreadAt), lt(callsignChanges.reservedUntil, tx.now)))
    await tx.db.delete(accountLinks).where(lt(accountLinks.expiresAt, tx.now))
    await tx.db.delete(pendingLogIns).where(lt(pendingLogIns.expiresAt, tx.now))
    await tx.db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, tx.now))
    await deleteSentMails(tx)
    const longAgo = new Date(tx.now.getTime() - noticeDays * DAY_MS)
    await tx.db
      .delete(notifications)
      .where(and(isNotNull(notifications.readAt), lt(notifications.createdAt, longAgo)))
    await notifyFailedLogIns(tx)
  })
}
