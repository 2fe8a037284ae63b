import { and, desc, eq, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { type Position } from '#server/domain/elections/election-types.ts'
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
    .where(
      and(
        eq(elections.regionId, regionId),
        eq(elections.position, position),
        eq(elections.status, 'completed'),
        sql`jsonb_array_length(${elections.results} -> 'winners') > 0`,
      ),
    )
    .orderBy(desc(elections.decidedAt))
    .limit(BOUNDS.termLimit.max)
  return rows.flatMap(({ results }) => (results ? [{ winners: results.winners }] : []))
}
