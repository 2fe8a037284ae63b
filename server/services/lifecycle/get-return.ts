import { type Queryable } from '#db/client.ts'
import { returnLabel } from '#server/domain/regions/archive-steps.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** How far an archived region has come back that was paid for; null when it does not come back. */
export async function getReturn(
  db: Queryable,
  { id, status }: Pick<RegionRow, 'id' | 'status'>,
): Promise<{ step: string; stepLabel: string; progress: number } | null> {
  if (status !== 'archived') return null
  const operation = await getOpenOperation(db, 'return-region', id)
  if (!operation) return null
  const { step, progress } = operation
  return { step, stepLabel: returnLabel(step), progress }
}
