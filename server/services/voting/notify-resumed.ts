import { type LiveTopic } from '#server/domain/live-topics.ts'
import { type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { type RegionRow } from '../regions/region-rows.ts'

type Resumed = {
  subject: { type: 'policy' | 'election' | 'recall'; id: string }
  topic: LiveTopic
  /** What has resumed, in a sentence. */
  what: string
  to: { kind: 'roll'; voteId: string } | { kind: 'citizens'; regionId: string }
  href: string
  until: Date
}

/** Notifies everybody concerned that a vote, nominations or a petition have resumed after the region was closed. */
export async function notifyResumed(tx: Tx, region: RegionRow, resumed: Resumed): Promise<void> {
  const { subject, topic, what, to, href, until } = resumed
  const kind = `${subject.type}.resumed`
  await tx.audit({ action: kind, regionId: region.id, subject, detail: { until: until.toISOString() } })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic, id: subject.id })
  const notice = {
    kind,
    title: `${region.displayName}: ${what}`,
    body: `The region was closed for a while, so it now ends at ${until.toISOString()}.`,
    // The path alone names the vote, which may resume again and needs another notice then.
    href: `${href}#resumed-${until.getTime()}`,
    regionId: region.id,
  }
  await notifyLater(tx, { to, notice })
}
