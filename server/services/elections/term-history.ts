import { and, asc, desc, eq, lte, sql, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'

const WINNERS = sql<string[]>`${votes.tally} -> 'winners'`

/** The last elections of an office that had a winner, newest first: as many as any term limit asks for. */
export async function findLastWinners(
  db: Queryable,
  regionId: string,
  position: Position,
): Promise<{ winners: readonly string[] }[]> {
  const rows = await db
    .select({ winners: WINNERS })
    .from(elections)
    .innerJoin(votes, eq(votes.id, elections.voteId))
    .where(and(hadWinner(regionId), eq(elections.position, position)))
    .orderBy(desc(votes.decidedAt))
    .limit(BOUNDS.termLimit.max)
  return rows
}

/** The same for every office of a region that was ever elected, from one read. */
export async function findLastWinnersByOffice(
  db: Queryable,
  regionId: string,
): Promise<Map<Position, { winners: readonly string[] }[]>> {
  const latest = db
    .select({
      position: elections.position,
      winners: WINNERS.as('winners'),
      age: sql<number>`row_number() over (partition by ${elections.position} order by ${votes.decidedAt} desc)`.as(
        'age',
      ),
    })
    .from(elections)
    .innerJoin(votes, eq(votes.id, elections.voteId))
    .where(hadWinner(regionId))
    .as('latest')
  const rows = await db
    .select({ position: latest.position, winners: latest.winners })
    .from(latest)
    .where(lte(latest.age, BOUNDS.termLimit.max))
    .orderBy(asc(latest.age))
  const offices = new Map<Position, { winners: readonly string[] }[]>()
  for (const { position, winners } of rows)
    offices.set(position, [...(offices.get(position) ?? []), { winners }])
  return offices
}

const hadWinner = (regionId: string): SQL | undefined =>
  and(
    eq(elections.regionId, regionId),
    eq(elections.status, 'completed'),
    sql`jsonb_array_length(${votes.tally} -> 'winners') > 0`,
  )
