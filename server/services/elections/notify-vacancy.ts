import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { findCitizenIds } from './queries.ts'

/** Notifies owner and citizens that an office was vacated early, except the person who did; refreshes open pages. */
export async function notifyVacancy(
  tx: Tx,
  region: RegionRow,
  office: { position: Position; holderId: string; title: string },
): Promise<void> {
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'election' })
  const citizens = await findCitizenIds(tx.db, region.id)
  await notify(tx, {
    userIds: [region.ownerId, ...citizens].filter((userId) => userId !== office.holderId),
    kind: 'office.vacant',
    title: `${office.title} (${POSITION_LABELS[office.position].toLowerCase()}, ${region.displayName})`,
    body: 'Where the office is vacant the owner acts until somebody is elected.',
    href: regionPath(region.name),
    regionId: region.id,
  })
}
