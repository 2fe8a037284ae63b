import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { personalTokens } from '#db/schema/platform/access.ts'
import { accountLinks, callsignChanges } from '#db/schema/platform/account-access.ts'
import { adminInvitations } from '#db/schema/platform/admin-invitations.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { adminInvites, refreshTokens, sessions, users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, galaxyInbox, regions } from '#db/schema/platform/regions.ts'
import { passkeyChallenges, pendingLogIns } from '#db/schema/platform/second-factor.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { extendStagesAfterClosure } from '../elections/extend-stages-after-closure.ts'
import { endOperation } from '../operations/end-operation.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { extendVotesAfterClosure } from '../voting/extend-votes-after-closure.ts'
import { type GalaxyFacts } from './galaxy-facts.ts'

/** Browsers and galaxies keep copies by number: these are past every number that was given out since the backup. */
const MAPS_AHEAD = 1_000

/**
 * What must not be as it was at the backup: log-ins that may have been ended since end all, what waited to be mailed was mailed, votes get
 * back the time in which their ballots are lost, and copies of maps and laws are made anew.
 */
export async function beginAnew(
  ctx: Ctx,
  { since, told }: { since: Date; told: readonly Pick<GalaxyFacts, 'galaxyId' | 'settingsVersion'>[] },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await endAccess(tx)
    // Those that galaxies keep come no more, and the others within days.
    await tx.db.update(galaxyInbox).set({ acknowledgedAt: tx.now }).where(isNull(galaxyInbox.acknowledgedAt))
    await tx.db.delete(mails).where(eq(mails.state, 'queued'))
    await giveTimeBack(tx, since)
    await tx.db.update(callsignChanges).set({ spreadAt: null })
    await tx.db.update(users).set({ forgottenAt: null }).where(isNotNull(users.expiredAt))
    await tx.db.update(regions).set({ mapVersion: sql`${regions.mapVersion} + ${MAPS_AHEAD}` })
    for (const { galaxyId, settingsVersion } of told)
      await tx.db
        .update(regions)
        .set({
          settingsVersion: sql`greatest(${regions.settingsVersion}, ${settingsVersion ?? 0}) + 1`,
          galaxySettingsVersion: 0,
        })
        .where(eq(regions.galaxyId, galaxyId))
  })
}

async function endAccess({ db, now }: Tx): Promise<void> {
  for (const table of [sessions, refreshTokens, accountLinks, pendingLogIns, passkeyChallenges, adminInvites])
    await db.delete(table)
  // Access tokens are signed, not stored: also those that were given out since the backup.
  await db
    .update(users)
    .set({ tokensVoidUntil: sql`greatest(${users.createdAt}, ${now.toISOString()}::timestamptz)` })
  await db
    .update(personalTokens)
    .set({ revokedAt: sql`greatest(${personalTokens.createdAt}, ${now.toISOString()}::timestamptz)` })
    .where(isNull(personalTokens.revokedAt))
  await db
    .update(adminInvitations)
    .set({
      endedAt: sql`greatest(${adminInvitations.invitedAt}, ${now.toISOString()}::timestamptz)`,
      outcome: 'revoked',
    })
    .where(isNull(adminInvitations.endedAt))
}

/** As after a closure of everything, from the backup until now. */
async function giveTimeBack(tx: Tx, since: Date): Promise<void> {
  const outage = { from: since, to: tx.now, isOver: true }
  const open = (await tx.db.select().from(regions)).filter(({ status }) => isOpenForBusiness(status))
  for (const region of open) {
    await extendStagesAfterClosure(tx, region, outage)
    await extendVotesAfterClosure(tx, region, outage)
  }
  const ms = tx.now.getTime() - since.getTime()
  const later = sql`${ms} * interval '1 millisecond'`
  await tx.db
    .update(votes)
    .set({ closesAt: sql`${votes.closesAt} + ${later}`, pausedMs: sql`${votes.pausedMs} + ${ms}` })
    .where(
      sql`${votes.state} = 'open' and ${votes.kind} in ('treaty', 'council') and ${votes.closesAt} > ${since.toISOString()}`,
    )
  await tx.db
    .update(treaties)
    .set({ windowClosesAt: sql`${treaties.windowClosesAt} + ${later}` })
    .where(inArray(treaties.status, ['proposed', 'ratifying']))
}

/**
 * Restores of galaxies that were under way at the backup ended long ago, one way or the other; so did the ways of regions into the archive.
 * @param input.opens false for a preview: a galaxy that is closed now stays so
 */
export const endRestores = (ctx: Ctx, { opens }: { opens: boolean }): Promise<void> =>
  transact(ctx, async (tx) => {
    await tx.db
      .update(operations)
      .set({
        ...{ status: 'failed', error: 'The platform was restored meanwhile. Ask for it again.' },
        ...{ finishedAt: tx.now, updatedAt: tx.now, nextAttemptAt: null },
      })
      .where(sql`${operations.kind} = 'restore-galaxy' and ${operations.status} in ('queued', 'running')`)
    const closed = await tx.db
      .update(galaxies)
      .set({ status: 'ready' })
      .where(eq(galaxies.status, 'restoring'))
      .returning()
    if (opens) for (const galaxy of closed) await tx.galaxies.replacement.open(galaxy)
    await endArchiving(tx)
    await openArchived(tx, { opens })
  })

/** Each begins anew, with what is there: one that went on could remove a database that was brought back since. */
async function endArchiving(tx: Tx): Promise<void> {
  const open = await tx.db
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.kind, 'archive-region'), inArray(operations.status, [...OPEN_OPERATION])))
  for (const { id } of open) await endOperation(tx, id, { status: 'cancelled' })
}

/**
 * A galaxy that was archived at the backup and has a database was brought back since, or is not dropped yet: its archive is older. It is
 * open until it is known what its region's subscription wants; then it is archived anew.
 */
async function openArchived(tx: Tx, { opens }: { opens: boolean }): Promise<void> {
  for (const galaxy of await tx.db.select().from(galaxies).where(eq(galaxies.status, 'archived'))) {
    if (!(await tx.galaxies.replacement.exists(galaxy, galaxy.databaseName))) continue
    await tx.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, galaxy.id))
    await tx.db
      .update(regionArchives)
      .set({ endedAt: tx.now, outcome: 'returned' })
      .where(and(eq(regionArchives.galaxyId, galaxy.id), isNull(regionArchives.endedAt)))
    if (opens) await tx.galaxies.replacement.open(galaxy)
  }
}
