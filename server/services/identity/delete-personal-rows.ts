import { eq } from 'drizzle-orm'
import { type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { failedLogIns, personalTokens } from '#db/schema/platform/access.ts'
import { accountLinks, addressChanges, callsignChanges } from '#db/schema/platform/account-access.ts'
import { adminInvitations } from '#db/schema/platform/admin-invitations.ts'
import { bookmarks } from '#db/schema/platform/bookmarks.ts'
import { notificationPreferences, notifications, refreshTokens } from '#db/schema/platform/identity.ts'
import { mailPreferences, mails } from '#db/schema/platform/mail.ts'
import { refusedRequests } from '#db/schema/platform/operations.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { rememberedPrices } from '#db/schema/platform/remembered-prices.ts'
import { authenticatorApps, passkeyChallenges, passkeys } from '#db/schema/platform/second-factor.ts'
import { priceWatches, savedRoutes } from '#db/schema/platform/trade-notes.ts'
import { type Tx } from '../context.ts'

/** What concerns nobody but the person, and by which column it is theirs. Sessions and recovery codes end with the account. */
export const PERSONAL: readonly PgColumn[] = [
  ...[refreshTokens.userId, personalTokens.userId, failedLogIns.userId, refusedRequests.userId],
  ...[accountLinks.userId, addressChanges.userId, callsignChanges.userId, adminInvitations.userId],
  ...[authenticatorApps.userId, passkeys.userId, passkeyChallenges.userId],
  ...[notifications.userId, notificationPreferences.userId, mails.userId, mailPreferences.userId],
  ...[bookmarks.userId, priceWatches.userId, savedRoutes.userId, rememberedPrices.userId],
  ...[collectedPilotDays.userId, regionNameHolds.userId, dataExports.userId],
]

export async function deletePersonalRows(tx: Tx, userId: string): Promise<void> {
  for (const column of PERSONAL) await tx.db.delete(column.table as PgTable).where(eq(column, userId))
}
