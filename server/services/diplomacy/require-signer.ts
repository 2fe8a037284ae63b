import { maySignTreaty } from '#server/domain/diplomacy/treaty-powers.ts'
import { type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { type Tx } from '../context.ts'
import { refused } from '../refused.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { lockTreaty, requireSide, type TreatyFile } from './queries.ts'

/** The region for which the actor may sign treaties. @throws NOT_FOUND, FORBIDDEN, CONFLICT while the region is not open. */
export async function requireSigner(tx: Tx, ref?: string): Promise<RegionRow> {
  const { region, standing } = await requireParticipant(tx, ref)
  const holders = await findOfficeHolders(tx.db, region.id)
  const verdict = maySignTreaty({
    governanceType: region.governanceType,
    actor: standing,
    ambassadorInOffice: holders.some(({ position }) => position === 'ambassador'),
  })
  if (!verdict.ok) throw refused('FORBIDDEN', verdict)
  requireOpen(region)
  return region
}

/** The same for one treaty, locked, with the side that the actor signs for. @throws NOT_FOUND for a foreign treaty. */
export async function requireTreatySigner(
  tx: Tx,
  { treatyId, region: ref }: { treatyId: string; region: string },
): Promise<{ region: RegionRow; file: TreatyFile; side: Side; now: Date }> {
  const region = await requireSigner(tx, ref)
  const file = await lockTreaty(tx.db, treatyId)
  return { region, file, side: requireSide(file, region.id), now: await tx.clock.now(tx.db) }
}
