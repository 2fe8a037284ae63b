import { and, eq } from 'drizzle-orm'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { endOfStage, isClosingStage } from '#server/domain/regions/closing-stages.ts'
import { timetablePath } from '#server/domain/regions/paths.ts'
import { isReadable, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { stageNotice, type StageNews } from '#server/domain/regions/stage-notices.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { getRegionSubscription } from './region-subscription.ts'

/**
 * Tells the citizens of a region that it reached a stage or is paid for again, what they can do, and until when; each stage of a lapse
 * once with each date. Owners are told by their subscription, with what they can do. When a region is evacuated, everybody who is there hears of it.
 */
export async function announceStage(
  tx: Tx,
  region: RegionRow,
  status: RegionStatus,
  lapsedAt: Date,
): Promise<void> {
  const news = newsOf(region.status, status)
  if (news === null) return
  const state = (await getRegionSubscription(tx.db, region.id))?.state
  const ends = state?.timetable ?? null
  const until = ends && isClosingStage(status) ? endOfStage(status, ends) : null
  const disputedUntil = state?.disputedUntil ?? null
  // Part of the address, so that a later lapse is told anew, and new dates are.
  const told = [
    `lapsed=${dayOf(lapsedAt)}`,
    ...(until ? [`until=${dayOf(until)}`] : []),
    ...(disputedUntil ? [`disputed=${dayOf(disputedUntil)}`] : []),
  ]
  const notice = {
    kind: `region.${news}`,
    ...stageNotice(news, region.displayName, { until, disputedUntil }),
    href: `${timetablePath(region.name)}?${told.join('&')}`,
    regionId: region.id,
  }
  await notifyLater(tx, { to: { kind: 'citizens', regionId: region.id, except: region.ownerId }, notice })
  if (news !== 'evacuating' || region.galaxyId === null) return
  const here = await tx.db
    .select({ userId: whereabouts.userId })
    .from(whereabouts)
    .where(and(eq(whereabouts.galaxyId, region.galaxyId), eq(whereabouts.state, 'present')))
  const userIds = here.map(({ userId }) => userId).filter((userId) => userId !== region.ownerId)
  await notify(tx, { ...notice, userIds, once: true })
}

const dayOf = (moment: Date): string => isoDay(utcDay(moment))

function newsOf(from: RegionStatus, to: RegionStatus): StageNews | null {
  if (isClosingStage(to)) return to
  if (to !== 'active' || !isClosingStage(from)) return null
  return isReadable(from) ? 'restored' : 'returned'
}
