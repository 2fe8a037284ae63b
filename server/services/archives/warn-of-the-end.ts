import { and, eq, isNull, sql } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { WARNED_DAYS, warningDue } from '#server/domain/regions/archive-steps.ts'
import { endNotice } from '#server/domain/regions/end-notices.ts'
import { timetablePath } from '#server/domain/regions/paths.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { getRegionSubscription } from '../lifecycle/region-subscription.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { sweepEach } from '../sweep-each.ts'
import { getArchive } from './archive-rows.ts'

/** Tells owner and citizens of archived regions that the end comes, {@link WARNED_DAYS} before it: each once for each end. */
export async function warnOfTheEnd(ctx: Ctx): Promise<void> {
  const [longest] = WARNED_DAYS
  const now = await ctx.clock.now(ctx.db)
  const near = await ctx.db
    .selectDistinct({ regionId: regions.id })
    .from(regionArchives)
    .innerJoin(regions, and(eq(regions.id, regionArchives.regionId), eq(regions.status, 'archived')))
    .innerJoin(
      subscriptions,
      and(eq(subscriptions.regionId, regions.id), eq(subscriptions.status, 'archived')),
    )
    .where(
      and(
        isNull(regionArchives.endedAt),
        sql`(${subscriptions.state} -> 'timetable' ->> 'archiveUntil')::timestamptz
          <= ${now.toISOString()}::timestamptz + ${longest} * interval '1 day'`,
      ),
    )
  await sweepEach(ctx, near, ({ regionId }) => transact(ctx, (tx) => warn(tx, regionId)))
}

async function warn(tx: Tx, regionId: string): Promise<void> {
  const region = await requireLockedRegion(tx, regionId)
  const found = await getRegionSubscription(tx.db, regionId)
  const archive = await getArchive(tx.db, regionId)
  const until = found?.wanted === 'archived' ? found.state.timetable?.archiveUntil : null
  if (!archive || !until || region.status !== 'archived') return
  const due = warningDue(until, { days: archive.warnedDays, until: archive.warnedUntil }, tx.now)
  if (due === null) return
  await tx.db
    .update(regionArchives)
    .set({ warnedDays: due, warnedUntil: until })
    .where(eq(regionArchives.id, archive.id))
  await tellOfTheEnd(tx, region, 'ends-soon', until, due)
}

/** Tells owner and citizens that a region ends soon, or that it has ended. @param days of the warning, a part of its address */
export async function tellOfTheEnd(
  tx: Tx,
  region: RegionRow,
  news: 'ends-soon' | 'ended',
  at: Date,
  days = 0,
): Promise<void> {
  const notice = {
    kind: `region.${news}`,
    href: `${timetablePath(region.name)}?${news}=${isoDay(utcDay(at))}&days=${days}`,
    regionId: region.id,
  }
  const words = (reader: 'owner' | 'citizen') => endNotice(news, reader, region.displayName, at)
  await notify(tx, { ...notice, ...words('owner'), userIds: [region.ownerId], once: true })
  await notifyLater(tx, {
    to: { kind: 'citizens', regionId: region.id, except: region.ownerId },
    notice: { ...notice, ...words('citizen') },
  })
}
