import { and, asc, desc, eq, ilike, inArray, or, sql } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { offsetOf, type Page } from '#server/domain/paging.ts'
import { type DirectoryInput } from '#server/domain/regions/directory.ts'
import { type DirectoryEntry } from '#server/domain/regions/wire.ts'
import { type Ctx } from '../context.ts'
import { toDirectoryEntry } from './to-directory-entry.ts'
import { countPopulations } from '../regions/region-counts.ts'

const citizens = sql<number>`(select count(*) from ${memberships}
  where ${memberships.regionId} = ${regions.id} and ${memberships.type} = 'citizen')`

const ORDER = {
  name: asc(sql`lower(${regions.displayName})`),
  citizens: desc(citizens),
  tax: asc(regions.taxRateBp),
  age: asc(regions.createdAt),
}

/** The public directory: every region whose pages are public. */
export async function listRegions(ctx: Ctx, input: DirectoryInput): Promise<Page<DirectoryEntry>> {
  const pattern = `%${(input.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const where = and(
    inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']),
    input.search ? or(ilike(regions.displayName, pattern), ilike(regions.name, pattern)) : undefined,
    input.governanceType === undefined ? undefined : eq(regions.governanceType, input.governanceType),
  )
  const rows = await ctx.db
    .select()
    .from(regions)
    .where(where)
    .orderBy(ORDER[input.sort], asc(regions.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  const people = await countPopulations(
    ctx.db,
    rows.map(({ id }) => id),
  )
  const items = rows.map((region) => toDirectoryEntry(region, people.get(region.id)))
  const total = await ctx.db.$count(regions, where)
  return { items, total, page: input.page, pageSize: input.pageSize }
}
