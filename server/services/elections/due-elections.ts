import { and, count, eq, inArray, isNull, max, ne, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { RECURRING_POSITIONS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { isElectionDue, recurringElectionOpensAt } from '#server/domain/elections/schedule.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { findHolders, OPEN_STAGES } from './queries.ts'

export type DueElection = { regionId: string; position: Position }

/** The elections that must open by themselves now, in one region or in all that are open. */
export async function findDueElections(db: Queryable, now: Date, regionId?: string): Promise<DueElection[]> {
  const here = regionId === undefined ? undefined : eq(regions.id, regionId)
  const governed = await db
    .select({
      id: regions.id,
      governanceType: regions.governanceType,
      electionFrequencyDays: regions.electionFrequencyDays,
    })
    .from(regions)
    .where(and(inArray(regions.status, OPEN_STATUSES), ne(regions.governanceType, 'autocracy'), here))
  const terms = await db
    .select({ regionId: offices.regionId, position: offices.position, endsAt: max(offices.termUntil) })
    .from(offices)
    .where(and(isNull(offices.endedAt), regionId === undefined ? undefined : eq(offices.regionId, regionId)))
    .groupBy(offices.regionId, offices.position)
  const held = await findElectionStandings(db, regionId)

  const termOf = byOffice(terms)
  const electionsOf = byOffice(held)
  return governed.flatMap(({ id, governanceType, electionFrequencyDays }) =>
    RECURRING_POSITIONS[governanceType]
      .filter((position) => {
        const key = officeKey({ regionId: id, position })
        const endsAt = termOf.get(key)?.endsAt
        return isElectionDue({
          currentTerm: endsAt ? { endsAt } : null,
          hasOpenElection: (electionsOf.get(key)?.open ?? 0) > 0,
          lastFailedAt: lastFailure(electionsOf.get(key)),
          electionFrequencyDays,
          now,
        })
      })
      .map((position) => ({ regionId: id, position })),
  )
}

/**
 * When the election of an office opens by itself were none under way, at or before `now` if it is due; null where the form of
 * government has it called.
 */
export async function findRecurringOpening(
  db: Queryable,
  { id, governanceType, electionFrequencyDays }: RegionRow,
  position: Position,
  now: Date,
): Promise<Date | null> {
  if (!RECURRING_POSITIONS[governanceType].includes(position)) return null
  const terms = (await findHolders(db, id, position)).map(({ termUntil }) => termUntil.getTime())
  const standings = await findElectionStandings(db, id)
  return recurringElectionOpensAt({
    currentTerm: terms.length > 0 ? { endsAt: new Date(Math.max(...terms)) } : null,
    lastFailedAt: lastFailure(standings.find((one) => one.position === position)),
    electionFrequencyDays,
    now,
  })
}

/** How the elections of each office went so far and how many are open, in one region or in all. */
export async function findElectionStandings(db: Queryable, regionId?: string): Promise<ElectionStanding[]> {
  return db
    .select({
      regionId: elections.regionId,
      position: elections.position,
      // A vacancy after somebody who was elected is filled at once, one that nobody wanted is left for a while. Elections that
      // were called by hand say nothing of that: who acts in a vacancy could draw it out by them.
      lastFailedAt:
        sql<Date | null>`max(${endedAt}) filter (where not ${hadWinner} and ${elections.calledBy} is null)`.mapWith(
          votes.decidedAt,
        ),
      lastWonAt: sql<Date | null>`max(${endedAt}) filter (where ${hadWinner})`.mapWith(votes.decidedAt),
      open: count(sql`case when ${inArray(elections.status, [...OPEN_STAGES])} then 1 end`),
    })
    .from(elections)
    .leftJoin(votes, eq(votes.id, elections.voteId))
    .where(regionId === undefined ? undefined : eq(elections.regionId, regionId))
    .groupBy(elections.regionId, elections.position)
}

export type ElectionStanding = DueElection & {
  lastFailedAt: Date | null
  lastWonAt: Date | null
  open: number
}

/** By its count or by being cancelled. */
const endedAt = sql`coalesce(${votes.decidedAt}, ${elections.cancelledAt})`
const hadWinner = sql`(${votes.tally} is not null and jsonb_array_length(${votes.tally} -> 'winners') > 0)`

/** When the office's last election failed, unless somebody has won one since. */
export const lastFailure = (held?: Pick<ElectionStanding, 'lastFailedAt' | 'lastWonAt'>): Date | null => {
  if (!held?.lastFailedAt) return null
  return held.lastWonAt !== null && held.lastWonAt > held.lastFailedAt ? null : held.lastFailedAt
}

const officeKey = ({ regionId, position }: DueElection): string => `${regionId} ${position}`

const byOffice = <Row extends DueElection>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [officeKey(row), row]))
