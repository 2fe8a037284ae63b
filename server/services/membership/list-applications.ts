import { and, asc, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { membershipApplications } from '#db/schema/platform/membership.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireGovernment } from '../regions/require-region.ts'
import { checkAdmission } from './check-admission.ts'

export type ApplicationView = {
  id: string
  userId: string
  callsign: string
  wants: 'resident' | 'citizen'
  message: string
  requestedAt: string
}

export type Applications = Page<ApplicationView> & {
  /** Why the reader may not decide or invite; null when they may. */
  whyNotAdmit: string | null
}

/** Open applications, oldest first. @throws NOT_FOUND to users outside the government. */
export async function listApplications(
  ctx: Ctx,
  input: Paging & { region?: string | undefined },
): Promise<Applications> {
  const { region, standing } = await requireGovernment(ctx, input.region)
  const where = and(eq(membershipApplications.regionId, region.id), eq(membershipApplications.status, 'open'))
  const rows = await ctx.db
    .select({
      id: membershipApplications.id,
      userId: membershipApplications.userId,
      callsign: users.callsign,
      wants: membershipApplications.wants,
      message: membershipApplications.message,
      requestedAt: membershipApplications.requestedAt,
    })
    .from(membershipApplications)
    .innerJoin(users, eq(users.id, membershipApplications.userId))
    .where(where)
    .orderBy(asc(membershipApplications.requestedAt), asc(membershipApplications.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  const items = rows.map((row) => ({ ...row, requestedAt: row.requestedAt.toISOString() }))
  const total = await ctx.db.$count(membershipApplications, where)
  const verdict = await checkAdmission(ctx, region, standing)
  return {
    items,
    total,
    page: input.page,
    pageSize: input.pageSize,
    whyNotAdmit: verdict.ok ? null : verdict.message,
  }
}
