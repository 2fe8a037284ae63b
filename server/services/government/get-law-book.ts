import { and, desc, eq, gt } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { laws } from '#db/schema/platform/regions.ts'
import { describeValue } from '#server/domain/regions/describe-change.ts'
import { type LawKind } from '#server/domain/regions/law-kinds.ts'
import { LEVER_LABELS } from '#server/domain/regions/levers.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Lever } from '#server/domain/regions/settings.ts'
import { type Queryable } from '#db/client.ts'
import { type Ctx } from '../context.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { requireReadable } from '../regions/require-region.ts'

export type LawView = {
  id: string
  number: number
  kind: LawKind
  title: string
  authority: string
  enactedBy: string | null
  enactedAt: string
  policyId: string | null
  /** When it is due to expire, and when it did. */
  expiresAt: string | null
  expiredAt: string | null
  /** Short values as text; null for long texts and lists, and `before` is null at the founding. */
  changes: { lever: Lever; label: string; before: string | null; after: string | null }[]
}

/**
 * The public law book, newest first. With `law` (a law's number), returns the page that contains it.
 * @throws NOT_FOUND, also while the region's pages are not public.
 */
export async function getLawBook(
  ctx: Ctx,
  input: Paging & { region: string; law?: number | undefined },
): Promise<Page<LawView>> {
  const { region } = await requireReadable(ctx, input.region)
  const { pageSize } = input
  const page = input.law === undefined ? input.page : await findPageOfLaw(ctx.db, region, input.law, pageSize)
  const items = await findLaws(ctx.db, region, { page, pageSize })
  const total = await ctx.db.$count(laws, eq(laws.regionId, region.id))
  return { items, total, page, pageSize }
}

const findPageOfLaw = async (
  db: Queryable,
  region: RegionRow,
  law: number,
  pageSize: number,
): Promise<number> =>
  Math.floor((await db.$count(laws, and(eq(laws.regionId, region.id), gt(laws.number, law)))) / pageSize) + 1

export async function findLaws(db: Queryable, region: RegionRow, paging: Paging): Promise<LawView[]> {
  const rows = await db
    .select({ law: laws, callsign: users.callsign })
    .from(laws)
    .leftJoin(users, eq(users.id, laws.enactedBy))
    .where(eq(laws.regionId, region.id))
    .orderBy(desc(laws.number))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  const shape = settingsOf(region)
  return rows.map(({ law, callsign }) => ({
    id: law.id,
    number: law.number,
    kind: law.kind,
    title: law.title,
    authority: law.authority,
    enactedBy: callsign,
    enactedAt: law.enactedAt.toISOString(),
    policyId: law.policyId,
    expiresAt: law.expiresAt?.toISOString() ?? null,
    expiredAt: law.expiredAt?.toISOString() ?? null,
    changes: law.changes.map(({ lever, before, after }) => ({
      lever,
      label: LEVER_LABELS[lever],
      before:
        before === null && law.kind === 'founding'
          ? null
          : describeValue(lever, { ...shape, [lever]: before }),
      after: describeValue(lever, { ...shape, [lever]: after }),
    })),
  }))
}
