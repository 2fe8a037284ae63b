import { sql } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'

/** Whose database is not on the platform's server: not built yet, or dumped and dropped. */
const NOT_HOSTED = ['pending', 'archived', 'terminated'] as const

/** How many regions each of these months hosted for at least a part of it, in the order of the months. */
export async function countHostedRegions(ctx: Ctx, starts: readonly Date[]): Promise<number[]> {
  const times = sql.param(starts.map((start) => start.toISOString()))
  const { rows } = await ctx.db.execute<{ hosted: string }>(sql`
    select count(${regions.id}) as hosted
      from unnest(${times}::timestamptz[]) with ordinality as m (start, position)
      left join ${regions} on ${regions.createdAt} < m.start + interval '1 month'
       and (${regions.status} not in ${[...NOT_HOSTED]} or
            (${regions.status} <> 'pending' and ${regions.statusChangedAt} >= m.start))
     group by m.position order by m.position`)
  return rows.map(({ hosted }) => Number(hosted))
}
