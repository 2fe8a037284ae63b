import { notFound } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { lockRegion, type RegionRow } from './region-rows.ts'

/** The region's row, locked until the transaction ends. @throws NOT_FOUND. */
export async function requireLockedRegion(tx: Tx, regionId: string): Promise<RegionRow> {
  const region = await lockRegion(tx.db, regionId)
  if (!region) throw notFound('This region')
  return region
}
