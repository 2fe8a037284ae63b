import { sql, type SQL } from 'drizzle-orm'
import { REPUTATION_MAX } from '#server/domain/membership/reputation.ts'

/**
 * A rule of the domain on a member's reputation, for statements over many members: a table of what it says for every score.
 * @param reputation the column.
 */
export function byReputation(reputation: SQL, rule: (score: number) => number): SQL {
  const table = Array.from({ length: REPUTATION_MAX + 1 }, (_, score) => rule(score))
  // Arrays of the database begin at one.
  return sql`(${sql.raw(`'{${table.join(',')}}'::int[]`)})[1 + greatest(0, least(${reputation}, ${sql.raw(String(REPUTATION_MAX))}))]`
}
