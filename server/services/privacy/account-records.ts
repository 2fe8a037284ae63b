import { eq, or, sql, type SQL } from 'drizzle-orm'
import { type PgColumn } from 'drizzle-orm/pg-core'
import { failedLogIns, personalTokens } from '#db/schema/platform/access.ts'
import { adminInvitations } from '#db/schema/platform/admin-invitations.ts'
import {
  accountLinks,
  addressChanges,
  callsignChanges,
  recoveryCodes,
} from '#db/schema/platform/account-access.ts'
import {
  billingEvents,
  paymentLedger,
  paypalBindings,
  paypalInbox,
  refunds,
  subscriptions,
} from '#db/schema/platform/billing.ts'
import { bookmarks } from '#db/schema/platform/bookmarks.ts'
import { councilMotions } from '#db/schema/platform/council.ts'
import { treaties, treatyBreaches, treatyOffers, treatySides } from '#db/schema/platform/diplomacy.ts'
import { candidacies, elections, offices, recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import {
  adminInvites,
  notificationPreferences,
  notifications,
  refreshTokens,
  sessions,
  users,
} from '#db/schema/platform/identity.ts'
import { invitations } from '#db/schema/platform/invitations.ts'
import { mailPreferences, mails } from '#db/schema/platform/mail.ts'
import { membershipApplications, memberships, rewardedTrade } from '#db/schema/platform/membership.ts'
import { rescues, transfers } from '#db/schema/platform/ownership.ts'
import { auditLog, operations, refusedRequests } from '#db/schema/platform/operations.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { accountDeletions, dataExports } from '#db/schema/platform/privacy.ts'
import { laws, regionNameHolds, regions, scheduledDecrees } from '#db/schema/platform/regions.ts'
import { rememberedPrices } from '#db/schema/platform/remembered-prices.ts'
import { reports } from '#db/schema/platform/reports.ts'
import {
  authenticatorApps,
  passkeyChallenges,
  passkeys,
  pendingLogIns,
} from '#db/schema/platform/second-factor.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { priceWatches, savedRoutes } from '#db/schema/platform/trade-notes.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { ballots, delegations, rollEntries } from '#db/schema/platform/voting.ts'
import { type RowsOf } from '#db/table-pages.ts'

/** A file of an export: the rows of a table that name the person in one of these columns. */
export type AccountRecord = Omit<RowsOf, 'where'> & {
  /** Without its ending. */
  file: string
  of: readonly PgColumn[]
  /** Where the table names no person itself. */
  where?: (userId: string) => SQL
}

const file = (
  name: string,
  of: PgColumn | readonly PgColumn[],
  order: RowsOf['order'],
  more: Pick<AccountRecord, 'omit' | 'beside' | 'where'> = {},
): AccountRecord => ({
  ...{ file: name, of: Array.isArray(of) ? of : [of as PgColumn], order, table: order[0].table },
  ...more,
})

const ofSubscriptions = (column: PgColumn) => (userId: string) =>
  sql`${column} in (select ${subscriptions.id} from ${subscriptions} where ${eq(subscriptions.userId, userId)})`

const ofPayPalSubscriptions = (userId: string) => sql`${paypalInbox.paypalSubscriptionId} in (
  select ${paypalBindings.paypalSubscriptionId} from ${paypalBindings} where ${ofSubscriptions(paypalBindings.subscriptionId)(userId)})`

/** Everything that the platform keeps about a person, by the file of the export that it is in. Secrets are left out. */
export const ACCOUNT_RECORDS: readonly AccountRecord[] = [
  file('account', users.id, [users.id], { omit: [users.passwordHash, users.waitingKey] }),
  file('sessions', sessions.userId, [sessions.id], { omit: [sessions.id] }),
  file('programs', refreshTokens.userId, [refreshTokens.id], { omit: [refreshTokens.hash] }),
  file('personal-tokens', personalTokens.userId, [personalTokens.id], { omit: [personalTokens.hash] }),
  file('failed-log-ins', failedLogIns.userId, [failedLogIns.at, failedLogIns.id], {
    omit: [failedLogIns.accountHash],
  }),
  file('refused-requests', refusedRequests.userId, [refusedRequests.id], { omit: [refusedRequests.key] }),
  file('account-links', accountLinks.userId, [accountLinks.id], { omit: [accountLinks.hash] }),
  file('address-changes', addressChanges.userId, [addressChanges.id]),
  file('callsign-changes', callsignChanges.userId, [callsignChanges.id]),
  file('recovery-codes', recoveryCodes.userId, [recoveryCodes.id], { omit: [recoveryCodes.hash] }),
  file('authenticator-apps', authenticatorApps.userId, [authenticatorApps.id], {
    omit: [authenticatorApps.id, authenticatorApps.sealedSecret],
  }),
  // The keys and names by which devices know it say nothing about the person.
  file('passkeys', passkeys.userId, [passkeys.createdAt, passkeys.id], {
    omit: [passkeys.publicKey, passkeys.userHandle],
  }),
  file('passkey-challenges', passkeyChallenges.userId, [passkeyChallenges.createdAt], {
    omit: [passkeyChallenges.hash, passkeyChallenges.boundTo],
  }),
  file('log-ins-half-made', pendingLogIns.userId, [pendingLogIns.createdAt], { omit: [pendingLogIns.hash] }),
  file('administrator-invitation', adminInvites.usedBy, [adminInvites.hash], { omit: [adminInvites.hash] }),
  file(
    'administrator-invitations',
    [adminInvitations.userId, adminInvitations.invitedBy],
    [adminInvitations.id],
    {
      omit: [adminInvitations.linkHash],
    },
  ),
  // Who delegates a vote, for example, is told to nobody.
  file('notifications', notifications.userId, [notifications.createdAt, notifications.id], {
    omit: [notifications.senderId],
  }),
  file('notification-preferences', notificationPreferences.userId, [notificationPreferences.kind]),
  file('mails', mails.userId, [mails.id]),
  file('mail-preferences', mailPreferences.userId, [mailPreferences.subject]),
  file('memberships', memberships.userId, [memberships.regionId]),
  file('membership-applications', membershipApplications.userId, [membershipApplications.id]),
  file('rewarded-trade', rewardedTrade.userId, [rewardedTrade.galaxyId]),
  file('invitations-received', invitations.userId, [invitations.id]),
  file('invitations-sent', invitations.invitedBy, [invitations.id]),
  file('bookmarks', bookmarks.userId, [bookmarks.galaxyId, bookmarks.sectorId]),
  file('price-watches', priceWatches.userId, [
    priceWatches.galaxyId,
    priceWatches.portId,
    priceWatches.commodity,
  ]),
  file('saved-routes', savedRoutes.userId, [
    ...([savedRoutes.galaxyId, savedRoutes.fromPort] as const),
    ...([savedRoutes.toPort, savedRoutes.commodity] as const),
  ]),
  file('remembered-prices', rememberedPrices.userId, [rememberedPrices.userId]),
  file('pilot-days', collectedPilotDays.userId, [collectedPilotDays.day, collectedPilotDays.galaxyId]),
  file('whereabouts', whereabouts.userId, [whereabouts.userId]),
  file('crossings', custody.userId, [custody.id]),
  file('treasury-shares', treasuryShares.userId, [treasuryShares.id]),
  file('galaxy-messages-set-aside', setAsideMessages.userId, [setAsideMessages.id]),
  file('subscriptions', subscriptions.userId, [subscriptions.id]),
  file('paypal-subscriptions', [], [paypalBindings.id], {
    where: ofSubscriptions(paypalBindings.subscriptionId),
  }),
  file('payments', [], [paymentLedger.id], { where: ofSubscriptions(paymentLedger.subscriptionId) }),
  // Which administrator decided it, and what they noted for each other, is not the buyer's.
  file('refunds', [], [refunds.id], {
    where: ofSubscriptions(refunds.subscriptionId),
    omit: [refunds.requestedBy, refunds.reason],
  }),
  file('billing-events', [], [billingEvents.at, billingEvents.id], {
    where: ofSubscriptions(billingEvents.subscriptionId),
  }),
  file('paypal-messages', [], [paypalInbox.eventId], {
    where: ofPayPalSubscriptions,
    omit: [paypalInbox.rawBody, paypalInbox.headers],
    beside: { body: sql`convert_from(${paypalInbox.rawBody}, 'UTF8')` },
  }),
  file('regions', regions.ownerId, [regions.id]),
  file('region-names-held', regionNameHolds.userId, [regionNameHolds.name]),
  file('laws-enacted', laws.enactedBy, [laws.id]),
  file('decrees-for-later', scheduledDecrees.issuedBy, [scheduledDecrees.id]),
  file('policies-proposed', policies.proposedBy, [policies.id]),
  file('council-motions-proposed', councilMotions.proposedBy, [councilMotions.id]),
  // The secret decides ties: it is published when the votes are counted.
  file('elections-called', [elections.calledBy, elections.cancelledBy], [elections.id], {
    omit: [elections.lotterySecret],
  }),
  file('candidacies', candidacies.userId, [candidacies.electionId]),
  file('offices', offices.userId, [offices.id]),
  file('recalls', [recalls.holderId, recalls.startedBy], [recalls.id]),
  file('recall-signatures', recallSignatures.userId, [recallSignatures.recallId]),
  file('rescues', [rescues.rescuerId, rescues.namedBy, rescues.formerOwnerId], [rescues.id]),
  file('transfers', [transfers.fromId, transfers.toId], [transfers.id]),
  file('voting-rolls', rollEntries.userId, [rollEntries.voteId]),
  file('ballots', ballots.userId, [ballots.voteId]),
  file('delegations', [delegations.delegatorId, delegations.delegateId], [delegations.id]),
  file('treaties-proposed', treaties.proposedBy, [treaties.id]),
  file('treaties-signed', treatySides.signedBy, [treatySides.treatyId, treatySides.regionId]),
  file('treaty-offers', treatyOffers.offeredBy, [treatyOffers.id]),
  file('treaty-breaches', [treatyBreaches.reportedBy, treatyBreaches.answeredBy], [treatyBreaches.id]),
  // What was asked for; the seeds in it would tell the map of a galaxy.
  file('operations', operations.requestedBy, [operations.id], {
    omit: [operations.input, operations.result],
  }),
  // What administrators made of it: the person was told the outcome.
  file('reports-filed', reports.reporterId, [reports.id], {
    omit: [reports.takenBy, reports.closedBy, reports.closingReason],
  }),
  file('exports', dataExports.userId, [dataExports.id]),
  file('deletions', accountDeletions.userId, [accountDeletions.id]),
  file('actions', auditLog.actorId, [auditLog.at, auditLog.id]),
  // What others did to the account; who they are is their business.
  file('actions-of-others', [], [auditLog.at, auditLog.id], {
    where: (userId) =>
      sql`${auditLog.subjectType} = 'user' and ${auditLog.subjectId} = ${userId} and ${auditLog.actorId} is distinct from ${userId}`,
    // What administrators note for each other may name who reported it.
    omit: [auditLog.actorId, auditLog.detail],
    beside: { detail: sql`${auditLog.detail} - 'reason' - 'invitedBy'` },
  }),
]

/** Columns that name a person and are in no export, and why. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  'reports.reported_user_id': 'it would tell who reported them',
  'notifications.sender_id': 'the notice is somebody else’s',
  'reports.taken_by': 'the report is somebody else’s; taking and closing are among the actions',
  'reports.closed_by': 'so they are',
  'region_deployments.changed_by':
    'the region is somebody else’s; changing how it is served is among the actions',
  'refunds.requested_by': 'the payment is somebody else’s; asking is among the actions',
  'membership_applications.decided_by':
    'the application is somebody else’s; the decision is among the actions',
}

/** Where the rows of a file are. */
export const recordOf = ({ of, where, ...rows }: AccountRecord, userId: string): RowsOf => ({
  ...rows,
  where: where?.(userId) ?? or(...of.map((column) => eq(column, userId))) ?? sql`false`,
})
