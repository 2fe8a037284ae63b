import { type Queryable } from '#db/client.ts'
import { findOperations, type OperationRow } from '../operations/operation-rows.ts'

/** The latest build of a region, or null when there was none. */
export async function getLatestBuild(db: Queryable, regionId: string): Promise<OperationRow | null> {
  const [latest] = await findOperations(db, 'provision-region', regionId, 1)
  return latest ?? null
}
