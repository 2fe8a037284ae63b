import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { isReadable, type RegionStatus } from './region-status.ts'

/**
 * Whether somebody may take a copy of a region along: its owner whenever the region can be read or is in the archive, and during its
 * evacuation every citizen, so that what they built is not lost with a subscription that is not theirs.
 */
export function mayExportRegion(
  region: { displayName: string; status: RegionStatus },
  { isOwner, membership }: { isOwner: boolean; membership: MembershipType | null },
): Verdict<undefined, 'not-readable' | 'not-yours-to-export'> {
  if (region.status === 'archived' && isOwner) return allow(undefined)
  if (!isReadable(region.status))
    return refuse(
      'not-readable',
      `${region.displayName} is ${region.status}: there is nothing to export from.`,
    )
  if (isOwner || (membership === 'citizen' && region.status === 'evacuating')) return allow(undefined)
  return refuse(
    'not-yours-to-export',
    membership === 'citizen'
      ? `The owner may export ${region.displayName} at any time, and every citizen while it is evacuated.`
      : `Only the owner of ${region.displayName} may export it, and its citizens while it is evacuated.`,
  )
}
