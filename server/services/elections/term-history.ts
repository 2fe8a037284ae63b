import { and, asc, desc, eq, lte, sql, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'

/** The last elections of an office that had a winner, newest first: as many as any term limit asks for. */
export async function findLastWinners(
  db: Queryable,
  regionId: string,
  position: Position,
): Promise<{ winners: readonly string[] }[]> {
  const rows = await db
    .select({ results: elections.results })
    .from(elections)
    .where(and(hadWinner(regionId), eq(elections.position, position)))
    .orderBy(desc(elections.decidedAt))
    .limit(BOUNDS.termLimit.max)
  return rows.flatMap(({ results }) => (results ? [{ winners: results.winners }] : []))
}

/** The same for every office of a region that was ever elected, from one read. */
export async function findLastWinnersByOffice(
  db: Queryable,
  regionId: string,
): Promise<Map<Position, { winners: readonly string[] }[]>> {
  const latest = db
    .select({
      position: elections.position,
      results: elections.results,
      age: sql<number>`row_number() over (partition by ${elections.position} order by ${elections.decidedAt} desc)`.as(
        'age',
      ),
    })
    .from(elections)
    .where(hadWinner(regionId))
    .as('latest')
  const rows = await db
    .select({ position: latest.position, results: latest.results })
    .from(latest)
    .where(lte(latest.age, BOUNDS.termLimit.max))
    .orderBy(asc(latest.age))
  const offices = new Map<Position, { winners: readonly string[] }[]>()
  for (const { position, results } of rows)
    if (results) offices.set(position, [...(offices.get(position) ?? []), { winners: results.winners }])
  return offices
}

const hadWinner = (regionId: string): SQL | undefined =>
  and(
    eq(elections.regionId, regionId),
    eq(elections.status, 'completed'),
    sql`jsonb_array_length(${elections.results} -> 'winners') > 0`,
  )
