import { and, asc, eq, ilike, or, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { offsetOf, type Page } from '#server/domain/paging.ts'
import { type AllRegionsInput } from '#server/domain/regions/region-list.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

const citizens = sql<number>`(select count(*) from ${memberships} m where m.region_id = ${regions.id} and m.type = 'citizen')`

/** Regions of every status, by name, with their owners. @throws FORBIDDEN. */
export async function listAllRegions(ctx: Ctx, { text, status, ...paging }: AllRegionsInput) {
  requireAdmin(ctx)
  const listed = and(
    status === undefined ? undefined : eq(regions.status, status),
    text ? matching(text) : undefined,
  )
  const rows = await ctx.db
    .select({
      id: regions.id,
      name: regions.name,
      displayName: regions.displayName,
      status: regions.status,
      statusChangedAt: regions.statusChangedAt,
      createdAt: regions.createdAt,
      citizens: citizens.mapWith(Number),
      owner: { id: users.id, callsign: users.callsign },
    })
    .from(regions)
    .innerJoin(users, eq(users.id, regions.ownerId))
    .where(listed)
    .orderBy(asc(regions.name), asc(regions.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  const items = rows.map(({ statusChangedAt, createdAt, ...row }) => ({
    ...row,
    statusChangedAt: statusChangedAt.toISOString(),
    createdAt: createdAt.toISOString(),
  }))
  const page: Page<(typeof items)[number]> = {
    items,
    total: await ctx.db.$count(regions, listed),
    ...paging,
  }
  return page
}

const matching = (text: string) => {
  const escaped = text.replace(/[\\%_]/g, '\\$&')
  return or(
    sql`${regions.name} like ${`${escaped.toLowerCase()}%`}`,
    ilike(regions.displayName, `%${escaped}%`),
  )
}
