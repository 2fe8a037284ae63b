import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const WORDS = {
  'law.announced': 'was decreed and will become law',
  'law.in-force': 'is now law',
  'law.revoked': 'was revoked before it became law',
  'law.lapsed': 'will not become law',
} as const

/** Notifies the citizens about an announced decree and refreshes the region's open pages. */
export async function notifyAboutDecree(
  tx: Tx,
  region: RegionRow,
  decree: { id: string; title: string },
  news: { kind: keyof typeof WORDS; body: string },
): Promise<void> {
  const notice = {
    kind: news.kind,
    title: `${region.displayName}: “${decree.title}” ${WORDS[news.kind]}`,
    body: news.body,
    href: `${regionPath(region.name)}/laws#decree-${decree.id}`,
    regionId: region.id,
  }
  await notifyLater(tx, { to: { kind: 'citizens', regionId: region.id }, notice })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
}
