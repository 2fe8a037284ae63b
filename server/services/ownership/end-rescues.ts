import { RESCUE_END_TEXTS, type RescueEndReason } from '#server/domain/ownership/rescue.ts'
import { rescuesPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { lockRegion } from '../regions/region-rows.ts'
import { lapseRescue } from './end-rescue.ts'
import { lockOpenRescues } from './rescue-queries.ts'

/** Ends all rescues of a region that are open, and tells rescuers and citizens why. Returns how many. */
export async function endRescues(tx: Tx, regionId: string, reason: RescueEndReason): Promise<number> {
  const region = await lockRegion(tx.db, regionId)
  const open = region ? await lockOpenRescues(tx.db, regionId) : []
  if (!region || open.length === 0) return 0
  for (const rescue of open) await lapseRescue(tx, rescue, reason)
  const notice = {
    kind: 'ownership.rescue-ended',
    title: `${region.displayName} needs no rescuer any more`,
    body: RESCUE_END_TEXTS[reason],
    regionId,
  }
  // Each of several rescues of a region may end.
  const href = `${rescuesPath(region.name)}#ended-${tx.now.getTime()}`
  await notify(tx, {
    ...notice,
    href,
    userIds: open.map(({ rescuerId }) => rescuerId),
    senderId: null,
    once: true,
  })
  await notifyLater(tx, { to: { kind: 'citizens', regionId }, notice: { ...notice, href } })
  return open.length
}
