import { eq, sql, type SQL } from 'drizzle-orm'
import { type PgColumn } from 'drizzle-orm/pg-core'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { candidacies, elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { laws, regionDays, scheduledDecrees } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type RowsOf } from '#db/table-pages.ts'

/** A table of a region's export, by the name of its file. */
export type PlatformTable = { file: string; rowsOf: (regionId: string) => RowsOf }

const callsignOf = (column: PgColumn): SQL =>
  sql`(select ${users.callsign} from ${users} where ${users.id} = ${column})`

const inRegion =
  (column: PgColumn, rest: Omit<RowsOf, 'where'>): PlatformTable['rowsOf'] =>
  (regionId) => ({ ...rest, where: sql`${eq(column, regionId)}` })

/** Treaties that came before voters or into force: what is only offered is between two ambassadors. */
const isKnown = sql`(${treaties.status} in ('ratifying', 'active', 'notice', 'ended')
  or exists (select from ${treatySides} where ${treatySides.treatyId} = ${treaties.id} and ${treatySides.voteId} is not null))`

/** What the platform keeps of a region's government, as any of its citizens may read it. */
export const PLATFORM_TABLES: readonly PlatformTable[] = [
  {
    file: 'laws',
    rowsOf: inRegion(laws.regionId, {
      table: laws,
      order: [laws.number],
      beside: { enacted_by_callsign: callsignOf(laws.enactedBy) },
    }),
  },
  {
    file: 'scheduled-decrees',
    rowsOf: inRegion(scheduledDecrees.regionId, {
      table: scheduledDecrees,
      order: [scheduledDecrees.effectiveAt, scheduledDecrees.id],
      beside: { issued_by_callsign: callsignOf(scheduledDecrees.issuedBy) },
    }),
  },
  {
    file: 'policies',
    rowsOf: inRegion(policies.regionId, {
      table: policies,
      order: [policies.proposedAt, policies.id],
      beside: { proposed_by_callsign: callsignOf(policies.proposedBy) },
    }),
  },
  {
    file: 'elections',
    rowsOf: inRegion(elections.regionId, {
      table: elections,
      order: [elections.createdAt, elections.id],
      // Published with the record of the election, once it is counted.
      omit: [elections.lotterySecret],
    }),
  },
  {
    file: 'candidacies',
    rowsOf: (regionId) => ({
      table: candidacies,
      where: sql`${candidacies.electionId} in (select ${elections.id} from ${elections} where ${eq(elections.regionId, regionId)})`,
      order: [candidacies.electionId, candidacies.userId],
      beside: { callsign: callsignOf(candidacies.userId) },
    }),
  },
  {
    file: 'offices',
    rowsOf: inRegion(offices.regionId, {
      table: offices,
      order: [offices.termFrom, offices.id],
      beside: { callsign: callsignOf(offices.userId) },
    }),
  },
  {
    file: 'recalls',
    rowsOf: inRegion(recalls.regionId, {
      table: recalls,
      order: [recalls.startedAt, recalls.id],
      beside: { holder_callsign: callsignOf(recalls.holderId) },
    }),
  },
  {
    file: 'rescues',
    rowsOf: inRegion(rescues.regionId, {
      table: rescues,
      order: [rescues.namedAt, rescues.id],
      beside: { rescuer_callsign: callsignOf(rescues.rescuerId) },
    }),
  },
  {
    file: 'treaties',
    rowsOf: (regionId) => ({
      table: treaties,
      where: sql`(${eq(treaties.regionA, regionId)} or ${eq(treaties.regionB, regionId)}) and ${isKnown}`,
      order: [treaties.proposedAt, treaties.id],
    }),
  },
  {
    file: 'members',
    rowsOf: inRegion(memberships.regionId, {
      table: memberships,
      order: [memberships.userId],
      beside: { callsign: callsignOf(memberships.userId) },
    }),
  },
  {
    file: 'votes',
    rowsOf: (regionId) => ({
      table: votes,
      where: sql`${eq(votes.regionId, regionId)} and ${votes.state} <> 'open'`,
      order: [votes.decidedAt, votes.id],
    }),
  },
  { file: 'days', rowsOf: inRegion(regionDays.regionId, { table: regionDays, order: [regionDays.day] }) },
]
