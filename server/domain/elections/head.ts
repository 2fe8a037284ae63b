import { type GovernanceType } from '../regions/governance-types.ts'

/**
 * Who lawfully acts for a region now. Every region has a head at every moment: where no governor is in office the owner
 * acts (DESIGN.md §3 Elections).
 */
export function headOf(region: {
  governanceType: GovernanceType
  ownerId: string
  /** The governor's current term, if there is one. */
  governor: { playerId: string; startsAt: Date; endsAt: Date } | null
  now: Date
}): { playerId: string; as: 'owner' | 'governor' } {
  const { governor } = region
  return region.governanceType !== 'autocracy' && governor !== null && isInOffice(governor, region.now)
    ? { playerId: governor.playerId, as: 'governor' }
    : { playerId: region.ownerId, as: 'owner' }
}

/** A term runs from its start until the instant of its end. */
export const isInOffice = (term: { startsAt: Date; endsAt: Date }, now: Date): boolean =>
  now >= term.startsAt && now < term.endsAt
